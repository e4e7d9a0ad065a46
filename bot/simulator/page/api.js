// 和演示服务说话：只用本机，错了给一句平静的话。
async function json(path, options) {
  const response = await fetch(path, options);
  if (!response.ok) throw new Error(`${path} ${response.status}`);
  return response.json();
}
const post = (path, body) =>
  json(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const phones = (after) => json(`/simulator/phones?after=${after}`);
export const state = () => json("/demo/state");
export const plan = () => json("/demo/plan?days=14");
export const walk = (to) => post("/demo/clock", { to });
export const enter = (userid) => post("/simulator/enter", { userid });
export const say = (userid, conversation, text) => post("/simulator/say", { userid, conversation, text });
export const press = ({ userid, conversation, task_id }, key) =>
  post("/simulator/press", { userid, conversation, task_id, key });
export function send(userid, conversation, files) {
  const form = new FormData();
  form.append("userid", userid);
  form.append("conversation", conversation);
  for (const file of files) form.append("file", file, file.name);
  return json("/simulator/image", { method: "POST", body: form });
}
export const events = (after) => new EventSource(`/simulator/events?after=${after}`);
