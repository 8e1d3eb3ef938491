"""What the room of engineering titles gives the web beside the screens all titles share (`web/rooms/titles`)."""
