"""Runs `crit show` on every image that is named, and prints what it says of each as one object of JSON."""

import contextlib
import io
import json
import sys

from crit.__main__ import main

shown = {}
for path in sys.argv[1:]:
    output = io.StringIO()
    sys.argv = ["crit", "show", path]
    with contextlib.redirect_stdout(output):
        main()
    shown[path] = json.loads(output.getvalue())["entries"]
json.dump(shown, sys.stdout)
