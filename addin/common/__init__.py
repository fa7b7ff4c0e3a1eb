"""What the add-in of any program needs: the help of a function in the words and lengths that programs show."""
