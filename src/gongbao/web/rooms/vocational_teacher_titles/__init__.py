"""What the room of vocational teachers' titles gives the web beside the screens all titles share (`web/rooms/titles`)."""
