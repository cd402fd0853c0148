/**
 * The words of a name or a text, in lower case: `kubeAPIQPS` is kube, api and qps; `kube-api-qps` as well.
 * Digits stay with the letters before them.
 */
export function wordsOf(text: string): readonly string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])(QPS|API)\b/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}
