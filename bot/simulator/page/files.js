// 选来的、拖来的文件：哪些是图片、语音、视频，哪些要走机器人。
const MEDIA = ["image", "audio", "video"];
export const isDocument = (file) => !MEDIA.includes(file.type.split("/")[0]);

const carries = (event) => event.dataTransfer.types.includes("Files");

export function acceptDrops(node, take) {
  const show = (over) => node.classList.toggle("dropping", over);
  node.addEventListener("dragenter", (event) => { if (carries(event)) show(true); });
  node.addEventListener("dragleave", (event) => { if (!node.contains(event.relatedTarget)) show(false); });
  node.addEventListener("drop", (event) => { show(false); take([...event.dataTransfer.files]); });
}

// 拖偏了，浏览器也不离开这一页。
export function stayOnPage() {
  for (const name of ["dragover", "drop"]) {
    document.addEventListener(name, (event) => { if (carries(event)) event.preventDefault(); });
  }
}
