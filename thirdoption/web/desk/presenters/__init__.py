"""What the desk's templates are given: plain values in the site's time and the page's language."""
