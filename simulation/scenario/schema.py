"""The JSON Schema of scenario files, for editors that help while one types."""

import json

from .scenario import Scenario


def json_schema() -> str:
    """The JSON Schema of scenario files, units and sources included."""
    schema = Scenario.model_json_schema(by_alias=True)
    schema["properties"].pop("seats", None)
    schema["properties"]["extends"] = {
        "type": "string",
        "description": "name or path of the scenario this one builds on",
    }
    schema["title"], schema["$schema"] = "Cordiale scenario", "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, indent=2)
