"""May this file be read? Every file of others passes here, and is read in a confined child process.

In: the bytes of a submission, untrusted.
Out: the file as admitted, or the rules that it breaks, as findings; answers of a child with limits of memory and time.
Called by: every command that reads a file of somebody else.
"""
