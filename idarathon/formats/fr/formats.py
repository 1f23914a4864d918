"""Hours of the administration in French: nobody sets a deadline to the second."""

TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S"]
