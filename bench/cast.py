"""Who plays: signs made-up workers in and writes down what each may ask for, as JSON on standard output."""
