/** A file of an operator's client limit, as lists that can be changed. */
export const operator = `parameters:
  - id: my-operator.qps
    title: requests per second of the operator's client
    type: number
    unit: requests/s
    default: 5
    range: { min: 1, max: 500 }
    mechanism:
      name: my-operator-client
      kind: token-bucket
      before: pod-received
      rate: value
      burst: my-operator.burst
    goesWith: [my-operator.burst]
    risk: more requests
    restart: the Deployment my-operator
    set: Set client.qps in the ConfigMap my-operator/config.
    source: the handbook
  - id: my-operator.burst
    title: requests that it may send at once
    type: integer
    unit: requests
    default: 10
    range: { min: 1, max: 1000 }
    risk: more requests
    set: Set client.burst in the ConfigMap my-operator/config.
    source: the handbook
`;
