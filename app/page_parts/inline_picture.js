const SVG = "http://www.w3.org/2000/svg"
const KEPT = new Set(["svg", "title", "desc", "g", "rect", "path", "text", "tspan"])
const READABLE = 0.75
const LEAST = 0.55
const OVERVIEW = 0.4
const HEIGHT = 0.78
const LEAST_SEEN = 160
const state = new WeakMap()

function clean(element) {
  for (const { name } of [...element.attributes]) {
    const value = element.getAttribute(name)
    if (/^on/i.test(name) || /href|style/i.test(name) || /url\(|javascript:/i.test(value)) element.removeAttribute(name)
  }
  for (const child of [...element.children]) {
    if (child.namespaceURI === SVG && KEPT.has(child.localName)) clean(child)
    else child.remove()
  }
}

function parsed(text) {
  const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement
  if (root.localName !== "svg" || root.namespaceURI !== SVG) return null
  clean(root)
  return document.importNode(root, true)
}

function link(box) {
  const anchor = document.createElementNS(SVG, "a")
  anchor.setAttribute("href", "entity?id=" + encodeURIComponent(box.dataset.id))
  box.replaceWith(anchor)
  anchor.append(box)
}

function boxes(svg) {
  return [...svg.querySelectorAll("g.box[data-id]")]
}

function resize(known, scale) {
  known.scale = Math.min(2, Math.max(0.1, scale))
  known.svg.style.width = known.wide * known.scale + "px"
  known.svg.style.height = known.high * known.scale + "px"
  const larger = known.frame.scrollWidth > known.frame.clientWidth || known.frame.scrollHeight > known.frame.clientHeight
  known.frame.classList.toggle("movable", larger)
  known.hint.hidden = !larger
}

function draggable(frame) {
  frame.onpointerdown = (event) => {
    if (event.pointerType !== "mouse" || event.button || event.target.closest("text, a")) return
    const [left, top] = [frame.scrollLeft + event.clientX, frame.scrollTop + event.clientY]
    frame.setPointerCapture(event.pointerId)
    frame.classList.add("moving")
    frame.onpointermove = (moved) => frame.scrollTo(left - moved.clientX, top - moved.clientY)
    frame.onpointerup = frame.onpointercancel = () => {
      frame.onpointermove = null
      frame.classList.remove("moving")
    }
  }
}

function fit(known) {
  return Math.min(1, (known.frame.clientWidth - 2) / known.wide)
}

function whole(known) {
  return Math.min(fit(known), (window.innerHeight * HEIGHT - 4) / known.high)
}

function begin(known, subject) {
  if (whole(known) >= LEAST) return resize(known, whole(known))
  if (fit(known) >= OVERVIEW) return resize(known, fit(known))
  resize(known, READABLE)
  const box = boxes(known.svg).find((one) => one.dataset.id === subject)
  if (!box) return
  const at = box.getBoundingClientRect()
  const frame = known.frame.getBoundingClientRect()
  known.frame.scrollLeft += at.left + at.width / 2 - frame.left - frame.width / 2
  const inWindow = Math.min(frame.bottom, window.innerHeight) - frame.top
  const seen = inWindow > LEAST_SEEN ? inWindow : frame.height
  known.frame.scrollTop += at.top + at.height / 2 - frame.top - seen * 0.75
}

function show(parentElement, data) {
  const frame = parentElement.querySelector(".frame")
  const svg = parsed(data.svg)
  if (!svg) return
  const hint = parentElement.querySelector(".hint")
  const known = { frame, hint, svg, text: data.svg, wide: +svg.getAttribute("width"), high: +svg.getAttribute("height") }
  const linked = new Set(data.linked)
  boxes(svg).filter((box) => linked.has(box.dataset.id)).forEach(link)
  frame.replaceChildren(svg)
  draggable(frame)
  state.set(parentElement, known)
  requestAnimationFrame(() => begin(known, data.subject))
}

function act(parentElement, what) {
  const known = state.get(parentElement)
  if (!known) return
  if (what === "fit") resize(known, whole(known))
  else if (what === "read") resize(known, 1)
  else resize(known, known.scale * (what === "more" ? 1.25 : 0.8))
}

export default function ({ data, parentElement }) {
  const known = state.get(parentElement)
  if (!known || known.text !== data.svg) show(parentElement, data)
  for (const button of parentElement.querySelectorAll("button[data-do]")) {
    button.onclick = () => act(parentElement, button.dataset.do)
  }
}
