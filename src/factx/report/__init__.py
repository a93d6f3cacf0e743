"""What people look at: tables and error lists for the terminal."""
