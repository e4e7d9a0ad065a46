// 页首的一句话：演示服务没有回应时平静地说一声。
const notice = document.getElementById("notice");

export function tell(text) {
  notice.textContent = text;
  notice.hidden = !text;
}

export async function calmly(work) {
  try {
    const result = await work();
    tell("");
    return result;
  } catch {
    tell("演示服务没有回应，请看看命令行窗口，然后再试一次。");
    return null;
  }
}
