"""Checks a parsed answer against a botocore shape, constraints included (botocore itself ignores those of answers)."""

import datetime
import re

# The model contradicts itself here: a pattern with dashes, a length of 32, and real ids without dashes.
SELF_CONTRADICTORY = {"ServiceId"}
# EC2 answers the states of VPC endpoints in lower case; its model spells them otherwise.
ANY_CASE = {"State"}


def violations(shape, value, path="") -> list[str]:
    if shape is None:
        return []
    return list(_check(shape, value, path))


def _check(shape, value, path):
    if shape.type_name == "structure":
        yield from _structure(shape, value, path)
    elif shape.type_name == "list":
        yield from _typed(value, list, path)
        for number, item in enumerate(value):
            yield from _check(shape.member, item, f"{path}[{number}]")
    elif shape.type_name == "map":
        yield from _typed(value, dict, path)
        for key, item in value.items():
            yield from _check(shape.key, key, f"{path} key")
            yield from _check(shape.value, item, f"{path}.{key}")
    elif shape.type_name == "string":
        yield from _typed(value, (str, dict), path)
        if isinstance(value, str):
            yield from _text(shape, value, path)
    elif shape.type_name in ("integer", "long"):
        yield from _typed(value, int, path)
        yield from _range(shape.metadata, value, path)
    elif shape.type_name == "boolean":
        yield from _typed(value, bool, path)
    elif shape.type_name == "timestamp":
        yield from _typed(value, datetime.datetime, path)


def _structure(shape, value, path):
    known = set(shape.members) | ({"ResponseMetadata"} if not path else set())
    for name in set(value) - known:
        yield f"{path}.{name} is unknown"
    for name in shape.required_members:
        if name not in value:
            yield f"{path}.{name} is missing"
    for name, member in shape.members.items():
        if name in value:
            yield from _check(member, value[name], f"{path}.{name}")


def _text(shape, value, path):
    same = str.lower if shape.name in ANY_CASE else str
    if shape.enum and same(value) not in map(same, shape.enum):
        yield f"{path}: {value} is none of {shape.enum}"
    yield from _range(shape.metadata, len(value), f"length of {path}")
    pattern = shape.metadata.get("pattern")
    if pattern and shape.name not in SELF_CONTRADICTORY:
        # Some published patterns are written for another engine.
        try:
            matches = re.fullmatch(pattern, value, re.DOTALL)
        except re.error:
            return
        if not matches:
            yield f"{path}: {value!r} does not match {pattern}"


def _range(limits, number, path):
    if "min" in limits and number < limits["min"]:
        yield f"{path}: {number} is less than {limits['min']}"
    if "max" in limits and number > limits["max"]:
        yield f"{path}: {number} is more than {limits['max']}"


def _typed(value, kind, path):
    if not isinstance(value, kind):
        yield f"{path}: {value!r} is no {kind}"
