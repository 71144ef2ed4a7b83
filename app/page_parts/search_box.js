const PAUSE = 150
const waiting = new WeakMap()

export default function ({ data, parentElement, setStateValue }) {
  const input = parentElement.querySelector("input")
  parentElement.querySelector(".name").textContent = data.label
  input.placeholder = data.placeholder
  if (input.getRootNode().activeElement !== input) input.value = data.text

  const tell = () => {
    clearTimeout(waiting.get(input))
    setStateValue("text", input.value)
  }
  input.oninput = () => {
    clearTimeout(waiting.get(input))
    waiting.set(input, setTimeout(tell, PAUSE))
  }
  input.onchange = tell
}
