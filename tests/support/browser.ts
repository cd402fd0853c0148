import { chromium, type Browser } from "playwright-core";

/** Debian's Chromium without its own traffic: whatever is requested comes from the page under test. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * Run in a page: every text that can be seen, with the contrast of its colour to the colour behind it
 * (WCAG 2.2). Large texts need 3, all others 4.5; only those below are returned.
 */
export const lowContrast = `(() => {
  const rgba = (colour) => { const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number); return { r, g, b, a }; };
  const luminance = ({ r, g, b }) => { const [x, y, z] = [r, g, b].map((v) => { const s = v / 255; return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4; }); return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
  const behind = (node) => { for (let at = node; at; at = at.parentElement) { const colour = rgba(getComputedStyle(at).backgroundColor); if (colour.a === 1) return colour; } return { r: 255, g: 255, b: 255, a: 1 }; };
  const found = [];
  for (const details of document.querySelectorAll("details")) details.open = true;
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== "");
    if (!own || node.getClientRects().length === 0) continue;
    const style = getComputedStyle(node);
    const colour = rgba(node instanceof SVGElement ? style.fill : style.color);
    const [high, low] = [luminance(colour), luminance(behind(node))].sort((a, b) => b - a);
    const ratio = ((high + 0.05) / (low + 0.05)) * (node.closest("[opacity]") && node.closest("[opacity]").getAttribute("opacity") !== "1" ? 0 : 1);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) found.push(node.textContent.trim().slice(0, 40) + ": " + ratio.toFixed(2));
  }
  return found;
})()`;
