"""Asks Optuna for parameters, on behalf of bench/search.ts: one JSON document a line, in both directions.

{"sampler", "seed", "space", "first"} begins a study; the answer is {"version"}, then {"ask"} with one value for each
parameter. {"tell": seconds} is answered by the next {"ask"}; {"done": true} ends the study.
"""

import json
import sys

import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution

SAMPLERS = {"tpe": optuna.samplers.TPESampler, "random": optuna.samplers.RandomSampler}


def distribution(parameter):
    if parameter["type"] == "boolean":
        return CategoricalDistribution([False, True])
    kind = IntDistribution if parameter["type"] == "integer" else FloatDistribution
    return kind(parameter["min"], parameter["max"], log=True)


def send(message):
    print(json.dumps(message), flush=True)


def study(request, lines):
    space = {parameter["id"]: distribution(parameter) for parameter in request["space"]}
    sampler = SAMPLERS[request["sampler"]](seed=request["seed"])
    found = optuna.create_study(sampler=sampler)
    found.enqueue_trial(request["first"])
    send({"version": optuna.__version__})
    while True:
        trial = found.ask(space)
        send({"ask": trial.params})
        answer = json.loads(next(lines))
        if answer.get("done"):
            return
        found.tell(trial, answer["tell"])


def main():
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    lines = iter(sys.stdin)
    for line in lines:
        study(json.loads(line), lines)


main()
