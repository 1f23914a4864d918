"""What people type in this room, and how it is read."""
