"""What the screens of all audiences share: who acts, refusals as pages, submission keys, answers as trees."""
