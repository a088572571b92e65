"""Reads records as a partner's Python would: read_forms.py READER FILE COLUMN:TYPE...

Prints them as JSON: a list for each record; days as texts, moments as microseconds since 1970.
"""
import csv
import datetime
import json
import sys

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
reader, file, *columns = sys.argv[1:]
types = dict(column.split(":") for column in columns)


def told(value):
    if isinstance(value, datetime.datetime):
        return (value - EPOCH) // datetime.timedelta(microseconds=1)
    return value.isoformat() if isinstance(value, datetime.date) else value


def parsed(kind, text):
    """What stands in a file that knows only texts."""
    if text is None or text == "":
        return None
    if kind == "timestamp":
        return told(datetime.datetime.fromisoformat(text))
    return {"integer": int, "number": float, "boolean": lambda it: it == "true"}.get(kind, str)(text)


def records(table):
    return [[told(record[name]) for name in types] for record in table.to_pylist()]


def duckdb(call):
    import duckdb

    moments = ", ".join(
        f'epoch_us("{name}") AS "{name}"' if kind == "timestamp" else f'"{name}"::VARCHAR AS "{name}"'
        for name, kind in types.items()
        if kind in ("timestamp", "date")
    )
    return [list(row) for row in duckdb.sql(f"SELECT * REPLACE ({moments}) FROM {call}").fetchall()]


def sql(kind):
    return {"integer": "BIGINT", "number": "DOUBLE", "timestamp": "TIMESTAMPTZ"}.get(
        kind, kind.upper() if kind in ("boolean", "date") else "VARCHAR"
    )


schema = str({name: sql(kind) for name, kind in types.items()})
if reader == "pyarrow-stream":
    import pyarrow

    result = records(pyarrow.ipc.open_stream(file).read_all())
elif reader == "pyarrow-parquet":
    import pyarrow.parquet

    result = records(pyarrow.parquet.read_table(file))
elif reader == "pandas-parquet":
    import pandas
    import pyarrow

    frame = pandas.read_parquet(file, dtype_backend="pyarrow")
    result = records(pyarrow.Table.from_pandas(frame, preserve_index=False))
elif reader == "duckdb-parquet":
    result = duckdb(f"read_parquet('{file}')")
elif reader == "duckdb-csv":
    result = duckdb(f"read_csv('{file}', header=true, quote='\"', columns={schema})")
elif reader == "duckdb-ndjson":
    result = duckdb(f"read_json('{file}', columns={schema})")
elif reader == "pandas-csv":
    import pandas

    frame = pandas.read_csv(file, dtype=str, keep_default_na=False)
    result = [[parsed(types[name], row[name]) for name in types] for row in frame.to_dict("records")]
elif reader == "csv":
    with open(file, newline="", encoding="utf-8") as lines:
        result = [[parsed(types[name], row[name]) for name in types] for row in csv.DictReader(lines)]
else:
    with open(file, encoding="utf-8") as lines:
        result = [
            [parsed(kind, row[name]) if kind == "timestamp" else row[name] for name, kind in types.items()]
            for row in map(json.loads, lines)
        ]
json.dump(result, sys.stdout)
