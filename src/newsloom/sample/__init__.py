"""The sample newspaper: invented news by invented publishers, and the press that serves it as the web would.

`newspaper.py` reads the texts, `press.py` serves them over real HTTP on this machine, `labels.py` says what a good
loom makes of them. Countries, people, companies and events exist nowhere else.
"""
