"""The room of engineering titles, 京人社事业发〔2020〕17号."""
