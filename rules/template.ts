/** What a rule may be called: a cause such as cni/rate-limit, or a word. */
const named = /^(?:([a-z0-9][a-z0-9-]*)\/)?([a-z0-9][a-z0-9-]*)$/;

/**
 * A commented rule that has no fault as it stands, to be made one's own.
 * @param name `<where>/<mechanism>`, or a word
 * @returns undefined when a rule cannot be called so
 */
export function ruleTemplate(name: string): { readonly file: string; readonly text: string } | undefined {
  const [, where = "my-cluster", mechanism] = named.exec(name) ?? [];
  if (mechanism === undefined) return undefined;
  const file = `${name.replace("/", "-")}.yaml`;
  return { file, text: textOf(name, `${where}/${mechanism}`) };
}

function textOf(name: string, cause: string): string {
  return `# A rule: what must be seen for this cause to be the one, and what to do then. Replace what it says by your own.
# columbo rules list --facts shows what can be asked for, columbo rules check finds every slip, columbo rules test
# runs the examples below.
name: ${name}
# <where>/<mechanism>; several rules may look for one cause.
cause: ${cause}
# One sentence for the report; {fact-id} stands for the value of a fact.
title: The sandboxes of pods take {kubelet.sandbox-p50-seconds} each
# The stage that it prolongs: S1 create workload object, S2 unpack it, S3 create pods, S4 schedule, S5 create pod,
# S6 create container.
stage: S5
# Every fact that the conditions use. When one is missing, the rule says "cannot tell" instead of "no".
requires:
  - kubelet.sandbox-p50-seconds
  - host.busy-share
  - stage.S5.seconds
  - noise.seconds
# Ask for evidence of the mechanism, not for "it is slow": a busy machine makes sandboxes slow as well.
conditions:
  all:
    - fact: kubelet.sandbox-p50-seconds
      operator: greaterThan
      value: 1
    - fact: host.busy-share
      operator: lessThan
      value: 0.7
    # Nothing that happens by chance.
    - fact: stage.S5.seconds
      operator: greaterThan
      value: { fact: noise.seconds }
# The seconds of the deployment that would go if the cause went; findings are ranked by it.
explains: stage.S5.seconds
# Further facts for the evidence.
shows: [kubelet.volumes-p50-seconds]
# Parameters that Columbo may change (columbo knowledge list); none where nothing can be set.
suggests: []
advice: >-
  Look at the log of the network plugin on the node: what does it wait for?
# The rule's tests: at least one that fires, one that does not, one that cannot tell. A cause that looks alike is the
# best example that does not fire.
examples:
  - name: sandboxes take two seconds on an idle node
    facts:
      kubelet.sandbox-p50-seconds: 2
      host.busy-share: 0.2
      stage.S5.seconds: 9
      noise.seconds: 0.1
    expect: fires
  - name: the node is busy, which makes everything slow
    facts:
      kubelet.sandbox-p50-seconds: 2
      host.busy-share: 0.98
      stage.S5.seconds: 9
      noise.seconds: 0.1
    expect: does-not-fire
  - name: the kubelet's log cannot be read
    facts: { host.busy-share: 0.2, stage.S5.seconds: 9, noise.seconds: 0.1 }
    expect: cannot-tell
`;
}
