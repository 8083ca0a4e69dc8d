"""What pages ask of the database: each function a small, literal number of queries, whatever the number of rows.

In: what the reader asked for. Out: `shapes`. Refuses: nothing; what is not there gives None.
"""
