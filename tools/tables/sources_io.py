"""Reads and writes the files of sources/: a header, then one record per line."""
import json
from importlib import metadata
from pathlib import Path

SOURCES = Path(__file__).parent / "sources"


def version(package):
    return metadata.version(package)


def write(name, script, tool, version, note, fields, rows):
    dump = lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    header = {"command": f"python3 tools/tables/{Path(script).name}", "tool": tool, "version": version,
              "note": note, "fields": fields}
    head = "".join(f"{dump(key)}:{dump(value)},\n" for key, value in header.items())
    body = ",\n".join(dump(row) for row in rows)
    text = "{" + head + '"rows":[\n' + body + "\n]}\n"
    (SOURCES / f"{name}.json").write_text(text, encoding="utf-8")
    print(f"{name}.json: {len(rows)} rows, {len(text.encode()) / 1000:.0f} kB")


def read(name):
    source = json.loads((SOURCES / f"{name}.json").read_text(encoding="utf-8"))
    return [dict(zip(source["fields"], row)) for row in source["rows"]]
