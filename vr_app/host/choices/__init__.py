"""Which of an author's choices the visitor's own words mean, or none of them."""
