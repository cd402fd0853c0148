/**
 * Shares and times that stand in where nothing was measured, each with its source. Whatever is made from them
 * is marked "modelled".
 */

/**
 * S5's share of the time from a pod's delivery to its node until its container runs, for nodes without a
 * kubelet: 0.459 s of 0.459 + 0.131 s for a single container (doi 10.1145/3676151.3719374, figure 5).
 */
export const sandboxShareOfPodStart = 0.78;
