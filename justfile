# `just check` before every commit; `just test` is the whole suite (python3 launch.py test sets up what it needs).
set windows-shell := ["powershell.exe", "-NoLogo", "-Command"]

python := if os_family() == "windows" { ".venv/Scripts/python.exe" } else { ".venv/bin/python" }

# Style, types, architecture and the quick tests.
check: style types architecture quick

style:
    {{python}} -m ruff check .
    {{python}} -m ruff format --check .

types:
    {{python}} -m pyright

architecture:
    {{python}} -c "import sys; from importlinter.cli import lint_imports_command as lint; sys.exit(lint())"

quick:
    {{python}} -m pytest tests/unit -q -x -m "not model and not torch and not monado and not gui and not sound and not network"

# Every picture of the documents and the picker, drawn by the app itself (needs a screen, a model and a voice).
pictures:
    {{python}} -m tools.thumbnails --window

# The whole suite.
test:
    {{python}} -m vr_app.app.main test
