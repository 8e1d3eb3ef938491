"""The room of AI engineering titles, 京人社事业发〔2020〕30号."""
