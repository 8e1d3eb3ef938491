"""The room of vocational teachers' titles, 京人社事业发〔2020〕27号."""
