"""Reads metrics from its input with the parser of Prometheus' own client, and writes them as JSON."""

import json
import sys

from prometheus_client.parser import text_string_to_metric_families


def read_family(family):
    samples = [
        {"name": sample.name, "labels": sample.labels, "value": sample.value}
        for sample in family.samples
    ]
    return {
        "name": family.name,
        "help": family.documentation,
        "type": family.type,
        "samples": samples,
    }


families = text_string_to_metric_families(sys.stdin.read())
json.dump([read_family(family) for family in families], sys.stdout)
