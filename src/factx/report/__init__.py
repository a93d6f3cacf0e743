"""What people look at: tables and error lists for the terminal, marked articles for a notebook, a run as one page and its pictures."""
