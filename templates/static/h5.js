// 交材料：一份一份传，一段一段传；断了等网回来，问清收到哪里，接着传。
"use strict";
(function () {
  const PIECE = 256 * 1024;
  const PATIENCE = 60000;
  const LONGEST_WAIT = 30000;
  const box = document.getElementById("upload");
  const answer = document.getElementById("answer");
  const report = document.getElementById("report");

  if (answer) answer.focus();
  if (report) {
    report.addEventListener("submit", function () {
      const button = report.querySelector("button");
      button.textContent = "正在提交";
      setTimeout(function () { button.disabled = true; }, 0);
    });
    // 后退回到本页时，按钮要能再按。
    window.addEventListener("pageshow", function () {
      const button = report.querySelector("button");
      button.disabled = false;
      button.textContent = "提交进展";
    });
  }
  if (!box) return;

  const list = document.getElementById("list");
  const said = document.getElementById("said");
  const template = document.getElementById("file-template");
  const waiting = [];
  let busy = false;

  class Broken extends Error {}
  class Told extends Error {}

  ["files", "camera"].forEach(function (id) {
    const input = document.getElementById(id);
    input.addEventListener("change", function () {
      Array.from(input.files).forEach(add);
      input.value = "";
    });
  });
  window.addEventListener("beforeunload", function (event) {
    if (busy) event.preventDefault();
  });

  function add(file) {
    const node = template.content.firstElementChild.cloneNode(true);
    const item = { file: file, node: node, bar: node.querySelector("progress"), offset: 0 };
    node.querySelector(".file-name").textContent = file.name;
    item.bar.setAttribute("aria-label", file.name + " 上传进度");
    node.querySelector(".retry").addEventListener("click", function () { queue(item); });
    list.append(node);
    queue(item);
  }

  function queue(item) {
    item.node.querySelector(".retry").hidden = true;
    item.node.className = "file";
    state(item, "等待上传");
    waiting.push(item);
    work();
  }

  async function work() {
    if (busy) return;
    busy = true;
    while (waiting.length) {
      const item = waiting.shift();
      try {
        finish(item, await send(item));
      } catch (error) {
        failed(item, error instanceof Told ? error.message : "没有传完，请重试。");
      }
    }
    busy = false;
    refresh();
  }

  // 传完一批，把页上的材料、经过、尚缺换成最新的；换不成也不要紧。
  async function refresh() {
    try {
      const page = new DOMParser().parseFromString(await text(location.pathname), "text/html");
      [".summary", ".read"].forEach(function (part) {
        const fresh = page.querySelector(part);
        if (fresh) document.querySelector(part).replaceWith(document.adoptNode(fresh));
      });
    } catch (error) {
      return;
    }
  }

  async function text(path) {
    const response = await fetch(path, { credentials: "same-origin" });
    if (!response.ok) throw new Broken();
    return response.text();
  }

  function finish(item, verdict) {
    const good = verdict.state !== "refused";
    item.node.classList.add(good ? "kept" : "refused");
    state(item, (good ? "" : "未收：") + verdict.words);
    tell(item.file.name + "，" + (good ? "" : "未收，") + verdict.words);
  }

  function failed(item, words) {
    item.node.classList.add("refused");
    item.node.querySelector(".retry").hidden = false;
    state(item, words);
    tell(item.file.name + "，" + words);
  }

  async function send(item) {
    state(item, "正在核对文件");
    const facts = await identity(item.file);
    const start = await steadily(item, function () {
      return call("POST", box.dataset.url, JSON.stringify(facts), {});
    });
    if (start.state) return start;
    item.offset = start.offset;
    for (;;) {
      const got = await piece(item, "/h5/uploads/" + start.ticket);
      if (got.state) return got;
      item.offset = got.offset;
    }
  }

  async function piece(item, url) {
    return steadily(item, async function (again) {
      if (again) item.offset = (await call("HEAD", url, null, {})).offset;
      show(item, item.offset);
      const part = item.file.slice(item.offset, item.offset + PIECE);
      return call("PATCH", url, part, { "Upload-Offset": String(item.offset) }, function (sent) {
        show(item, item.offset + sent);
      });
    });
  }

  // 网断了就等，等久一点再试；网一回来立刻试。
  async function steadily(item, step) {
    for (let tries = 0; ; tries += 1) {
      try {
        return await step(tries > 0);
      } catch (error) {
        if (!(error instanceof Broken)) throw error;
        state(item, "网络断了，恢复后接着传");
        if (tries === 0) tell("网络断了，恢复后接着传");
        await pause(Math.min(1000 * Math.pow(2, tries), LONGEST_WAIT));
      }
    }
  }

  function pause(longest) {
    return new Promise(function (resolve) {
      const timer = setTimeout(done, longest);
      window.addEventListener("online", done);
      function done() {
        clearTimeout(timer);
        window.removeEventListener("online", done);
        resolve();
      }
    });
  }

  async function identity(file) {
    const facts = { name: file.name, size: file.size };
    if (window.crypto && window.crypto.subtle) {
      const digest = await window.crypto.subtle.digest("SHA-256", await read(file));
      facts.sha256 = Array.from(new Uint8Array(digest), hex).join("");
    } else {
      facts.mark = String(file.lastModified);
    }
    return facts;
  }

  function read(file) {
    return new Promise(function (resolve, reject) {
      const reader = new FileReader();
      reader.onload = function () { resolve(reader.result); };
      reader.onerror = function () { reject(new Told("读不到这份文件，请重新选择。")); };
      reader.readAsArrayBuffer(file);
    });
  }

  function hex(byte) {
    return byte.toString(16).padStart(2, "0");
  }

  function call(method, url, body, headers, progress) {
    return new Promise(function (resolve, reject) {
      const request = new XMLHttpRequest();
      request.open(method, url);
      request.timeout = PATIENCE;
      request.setRequestHeader("X-CSRF-Token", box.dataset.csrf);
      Object.keys(headers).forEach(function (name) { request.setRequestHeader(name, headers[name]); });
      if (progress) request.upload.onprogress = function (event) { progress(event.loaded); };
      request.onerror = request.ontimeout = request.onabort = function () { reject(new Broken()); };
      request.onload = function () { settle(request, method, resolve, reject); };
      request.send(body);
    });
  }

  function settle(request, method, resolve, reject) {
    if (request.status >= 502 || request.status === 408) return reject(new Broken());
    if (method === "HEAD" && request.status === 200) {
      return resolve({ offset: Number(request.getResponseHeader("Upload-Offset")) });
    }
    let facts = {};
    try {
      facts = JSON.parse(request.responseText);
    } catch (error) {
      facts = {};
    }
    if (request.status === 200) return resolve(facts);
    if (request.status === 409 && typeof facts.offset === "number") return resolve(facts);
    return reject(new Told(facts.words || "没有传完，请刷新本页后重试。"));
  }

  function show(item, bytes) {
    const part = item.file.size ? Math.min(bytes / item.file.size, 1) : 1;
    item.bar.value = Math.round(part * 100);
    state(item, "正在上传 " + Math.round(part * 100) + "%");
  }

  function state(item, words) {
    item.node.querySelector(".file-state").textContent = words;
  }

  function tell(words) {
    said.textContent = words;
  }
})();
