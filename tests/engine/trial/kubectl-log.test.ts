import { expect, test } from "vitest";
import { kubectlError, roundTripsIn, sentJobs } from "../../../engine/trial/kubectl-log.ts";

const url = "https://127.0.0.1:20465/apis/batch/v1/namespaces/columbo/jobs";
const query = "fieldManager=kubectl-client-side-apply&fieldValidation=Strict";
const near = Date.UTC(2026, 10, 26);
const second = Date.UTC(2026, 10, 25, 12, 38, 45);

/** What kubectl v1.34.4 writes with -v=7 for two Jobs, of which the first is there already. */
const today = [
  "I1125 12:38:45.327400   27078 cmd.go:527] kubectl command headers turned on",
  `I1125 12:38:45.585525   27078 round_trippers.go:527] "Request" verb="GET" url="${url}/t-1" headers=<`,
  "\tAccept: application/json",
  " >",
  'I1125 12:38:45.590155   27078 round_trippers.go:632] "Response" status="200 OK" milliseconds=4',
  `I1125 12:38:45.595525   27078 round_trippers.go:527] "Request" verb="GET" url="${url}/t-2" headers=<`,
  "\tAccept: application/json",
  " >",
  'I1125 12:38:45.600155   27078 round_trippers.go:632] "Response" status="404 Not Found" milliseconds=4',
  `I1125 12:38:45.601234   27078 round_trippers.go:527] "Request" verb="POST" url="${url}?${query}" headers=<`,
  "\tContent-Type: application/json",
  " >",
  'I1125 12:38:45.606155   27078 round_trippers.go:632] "Response" status="201 Created" milliseconds=4',
];

test("the time of a Job is that of the request that creates it", () => {
  expect(sentJobs(today.join("\n"), near)).toEqual([
    { job: "t-2", at: second + 601.234, answeredAt: second + 606.155 },
  ]);
});

test("a Job that the API server refused was not answered", () => {
  const log = today.join("\n").replace("201 Created", "403 Forbidden");
  expect(sentJobs(log, near)).toEqual([{ job: "t-2", at: second + 601.234 }]);
});

test("older releases write a request as a sentence", () => {
  const lines = [
    `I1125 12:38:45.595525   27078 round_trippers.go:463] GET ${url}/t-2`,
    "I1125 12:38:45.595530   27078 round_trippers.go:469] Request Headers:",
    `I1125 12:38:45.601234   27078 round_trippers.go:463] POST ${url}?${query}`,
    "I1125 12:38:45.601240   27078 round_trippers.go:469] Request Headers:",
    "I1125 12:38:45.606155   27078 round_trippers.go:574] Response Status: 201 Created in 4 milliseconds",
  ];
  expect(sentJobs(lines.join("\n"), near)).toEqual([
    { job: "t-2", at: second + 601.234, answeredAt: second + 606.155 },
  ]);
  expect(roundTripsIn(lines.join("\n"))).toBe(4);
});

test("round trips are the requests, and what opened the connection", () => {
  expect(roundTripsIn(today.join("\n"))).toBe(5);
  expect(roundTripsIn("error: no such file")).toBe(0);
});

test("what kubectl says is wrong is found among its log", () => {
  const error = 'Error from server (Forbidden): jobs.batch is forbidden: User "x" cannot create';
  const log = [
    ...today,
    "I1125 12:38:45.607000   27078 helpers.go:246] server response object: [{",
    '  "kind": "Status",',
    "}]",
  ];
  expect(kubectlError([...log, error].join("\n"))).toBe(error);
  expect(kubectlError([error, ...today].join("\n"))).toBe(error);
  expect(kubectlError(today.join("\n"))).toBe("nothing");
});
