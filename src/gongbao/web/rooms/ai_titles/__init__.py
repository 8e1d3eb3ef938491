"""What the room of AI titles gives the web beside the screens all titles share (`web/rooms/titles`)."""
