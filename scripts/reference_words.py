"""参考页里程序自己没有写明的话：每个指标、日志事件、定时工作、邮件状态、退出码说的是什么。"""

EXITS = {
    0: "办好了；`run` 收到停止信号、办完手上的停下",
    1: "没有办成，原因是标准错误里的一句话；`doctor` 有一处不好；`audit --verify`、`verify` 验出改动",
    2: "命令写错了，要读的不是普通的文件，或没有写的那个编号、工作",
}

JOBS = {
    "patrol": "巡查，工作日 `schedule.patrol`：看哪天该告诉谁什么",
    "digest": "周报，`schedule.digest`；那天放假的，顺延到本周下一个工作日，没有的提前",
    "watchman": "看守，工作日 9 点到 17 点每小时 17 分：巡查过了时刻没跑、消息发不出，告诉巡察办",
}

MAIL = {
    "passive": "随回调写出去的答复",
    "ready": "等着发，或缓一会儿再发",
    "sending": "有进程租下了，正在发",
    "sent": "平台收下了",
    "uncertain": "不知道收下没有，不再发，请人看",
    "undeliverable": "这个人收不到，已告诉巡察办",
    "failed": "平台拒收，或试满次数，不再发",
    "withdrawn": "不再需要，没有发；缘由留着",
}

METRICS = {
    "xiaozhang_callbacks_total": "来话多少；`result` 是回调的 HTTP 状态，机器人的是"
    " `answered`、`pushed`（改由推送）、`uncertain`、`silent`（不必答）、`failed`",
    "xiaozhang_callback_seconds": "从来到答的秒数（直方图）",
    "xiaozhang_sends_total": "发送多少；`result` 是 `sent`、`not_sent`、`uncertain`，或平台的错误码",
    "xiaozhang_mail": "发件箱里各种状态（`status`）的条数",
    "xiaozhang_mail_oldest_due_seconds": "到点未发的，最老的等了多少秒",
    "xiaozhang_channel_up": "通道：0 是要管理员处理",
    "xiaozhang_files_fetching": "说了要来、还没收到的文件",
    "xiaozhang_job_last_run_timestamp_seconds": "每项定时工作（`job`）上次运行的时刻",
}

EVENTS = {
    "answer_not_taken": "答复写出去时平台已挂断，改由推送",
    "answers_not_noted": "答复写出去了，库一时不在，稍后补记",
    "clock_doubted": "本机的钟和平台差一小时以上，巡查和周报停着",
    "clock_leapt_ahead": "钟一下子快出一小时以上，先不信",
    "clock_set_back": "钟拨回来了，照新的时刻敲",
    "commit_failed": "一组一起提交不成，逐个再来",
    "delivery_round_failed": "发件的一轮出错，下一轮再来；一直有的看库和磁盘",
    "errand_failed": "旁边的一件活（如收文件）出错",
    "fetch_failed": "文件没取到，请本人重新发，或稍后再取",
    "import_failed": "聊天里导台账出错",
    "job_failed": "定时工作出错，没有跑成，再敲时再跑",
    "job_ran": "定时工作跑过了，新增几条通知",
    "jobs_from_the_future": "定时工作跑到了将来的日子：钟快过，或现在慢了",
    "log_lost": "收日志的一方满了，丢了几行",
    "mail_settled": "一批消息有了结局",
    "message_failed": "一条来话出错，本人看到同一个编号",
    "metrics_failed": "读不到库，`/metrics` 答 503",
    "not_given_back": "租下没发的放不回去，下一轮再放",
    "not_ready": "要带的文件没有备好，这一条稍后再发",
    "notices_put_off": "一个人的通知写不成话，缓一个钟头",
    "page_failed": "一次网页出错，本人看到同一个编号",
    "queue_failed": "队列那条连接出错，自己重接",
    "queue_lost": "队列那条连接断了，自己重接",
    "request_unreadable": "来的不是 HTTP，已拒",
    "robot_failed": "机器人的连接出了意外，再接",
    "robot_frame_failed": "机器人的一条来话没有办成",
    "robot_frame_unreadable": "机器人来的一帧读不懂，略过",
    "robot_hint_failed": "机器人的一句不必留的话没有说成",
    "robot_offline": "机器人断线：为什么，几秒后再接",
    "robot_online": "机器人接通了",
    "robot_reply_failed": "机器人的答复没有说成，改由推送",
    "robot_seat_failed": "看该不该由这个进程接机器人时出错，五秒后再看",
    "send_failed": "一条消息发送时出错，到期再发",
    "spoken_unreadable": "`answers-*.log` 读不了",
    "spoken_unwritable": "`answers-*.log` 写不进：看材料文件夹所在的盘",
    "stopped": "停下了，手上的已办完",
    "turn_failed": "几台共用的发件，一轮出错，一秒后再来",
    "wind_up_failed": "停下时库不在，租下的等到期由别人接",
}
