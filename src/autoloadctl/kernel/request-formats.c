// SPDX-License-Identifier: GPL-2.0-or-later
#include "request-formats.h"

#include "alias.h"

#define HEX "[0-9a-f]"

/*
 * Left out is what no requester has a say in: what drivers ask for when they find their device, and
 * modules when they are inserted. Bare interface names, which CAP_SYS_MODULE may ask for
 * (dev_load()), could be anything. Lines are those of 6.1.
 */
const struct request_format request_formats[] = {
	/* Before the other sockets: here the kernel tests a capability first. */
	{ "net-pf-35-proto-*", "phonet protocols", REACH_CAPABILITY, "socket(AF_PHONET)",
	  "net/phonet/af_phonet.c:77" },

	{ "net-pf-16-proto-16-family-*", "netlink", REACH_USER,
	  "look-up of a generic netlink family", "net/netlink/genetlink.c:1096" },
	{ "net-pf-16-proto-4-type-*", "netlink", REACH_USER, "socket diagnosis",
	  "net/core/sock.c:4024" },
	{ "net-pf-16-proto-*", "netlink", REACH_USER, "socket(AF_NETLINK)",
	  "net/netlink/af_netlink.c:675" },
	{ "rdma-netlink-subsys-*", "netlink", REACH_USER, "RDMA netlink message",
	  "drivers/infiniband/core/netlink.c:101" },
	{ "rdma-client-*", "netlink", REACH_USER, "look-up of an RDMA client's device",
	  "drivers/infiniband/core/device.c:1947" },

	{ "bt-proto-*", "sockets", REACH_USER, "socket(AF_BLUETOOTH)",
	  "net/bluetooth/af_bluetooth.c:125" },
	{ "can-proto-*", "sockets", REACH_USER, "socket(AF_CAN)", "net/can/af_can.c:132" },
	{ "net-pf-24-proto-*", "sockets", REACH_USER, "socket(AF_PPPOX)",
	  "drivers/net/ppp/pppox.c:141" },
	{ "net-pf-2-proto-*", "sockets", REACH_USER, "socket(AF_INET)", "net/ipv4/af_inet.c:292" },
	{ "net-pf-10-proto-*", "sockets", REACH_USER, "socket(AF_INET6)",
	  "net/ipv6/af_inet6.c:165" },
	{ "net-pf-*", "sockets", REACH_USER, "socket()", "net/socket.c:1531" },
	{ "rds_tcp", "sockets", REACH_USER, "transport of an RDS socket",
	  "net/rds/transport.c:125" },
	{ "rds_rdma", "sockets", REACH_USER, "transport of an RDS socket",
	  "net/rds/transport.c:125" },

	{ "bridge", "socket ioctls", REACH_USER, "SIOCGIFBR and others", "net/socket.c:1172" },
	{ "8021q", "socket ioctls", REACH_USER, "SIOCGIFVLAN", "net/socket.c:1281" },
	{ "pppoatm", "socket ioctls", REACH_USER, "ioctl of an ATM socket", "net/atm/ioctl.c:133" },
	{ "br2684", "socket ioctls", REACH_USER, "ioctl of an ATM socket", "net/atm/ioctl.c:136" },
	{ "mpoa", "socket ioctls", REACH_USER, "ioctl of an ATM socket", "net/atm/ioctl.c:143" },
	{ "clip", "socket ioctls", REACH_USER, "ioctl of an ATM socket", "net/atm/ioctl.c:146" },
	{ "lec", "socket ioctls", REACH_USER, "ioctl of an ATM socket", "net/atm/ioctl.c:149" },
	{ "atm-device-*", "socket ioctls", REACH_USER, "connect() of an ATM socket",
	  "net/atm/common.c:496" },

	{ "crypto-*", "crypto", REACH_USER, "bind() of an AF_ALG socket, keyctl(), TLS, fscrypt",
	  "crypto/api.c:285" },
	{ "cryptomgr", "crypto", REACH_USER, "the same", "crypto/api.c:308" },
	{ "algif-*", "crypto", REACH_USER, "bind() of an AF_ALG socket", "crypto/af_alg.c:171" },

	{ "tty-ldisc-*", "line disciplines", REACH_USER, "TIOCSETD on a pseudo-terminal",
	  "drivers/tty/tty_ldisc.c:156" },

	{ "binfmt-" HEX HEX HEX HEX, "binary formats", REACH_USER, "execve()", "fs/exec.c:1792" },

	{ "cls_*", "classifiers", REACH_USER, "RTM_GETTFILTER", "net/sched/cls_api.c:155" },
	{ "net-cls-*", "classifiers", REACH_USER, "RTM_GETTFILTER (6.12)",
	  "include/net/pkt_cls.h:27" },

	{ "sch_*", "queues and actions", REACH_USER_NAMESPACE, "RTM_NEWQDISC",
	  "net/sched/sch_api.c:1263" },
	{ "net-sch-*", "queues and actions", REACH_USER_NAMESPACE, "RTM_NEWQDISC (6.12)",
	  "include/net/pkt_sched.h:104" },
	{ "act_*", "queues and actions", REACH_USER_NAMESPACE, "RTM_NEWTFILTER",
	  "net/sched/act_api.c:1362" },
	{ "net-act-*", "queues and actions", REACH_USER_NAMESPACE, "RTM_NEWTFILTER (6.12)",
	  "include/net/act_api.h:206" },
	{ "ematch-kind-*", "queues and actions", REACH_USER_NAMESPACE, "RTM_NEWTFILTER",
	  "net/sched/ematch.c:218" },
	{ "ife-meta-*", "queues and actions", REACH_USER_NAMESPACE, "RTM_NEWTFILTER",
	  "net/sched/act_ife.c:275" },

	{ "rtnl-link-*", "links", REACH_USER_NAMESPACE, "RTM_NEWLINK",
	  "net/core/rtnetlink.c:3645" },
	{ "rtnl-lwt-*", "links", REACH_USER_NAMESPACE, "RTM_NEWROUTE", "net/core/lwtunnel.c:172" },
	{ "net-l2tp-type-*", "links", REACH_USER_NAMESPACE, "L2TP_CMD_SESSION_CREATE",
	  "net/l2tp/l2tp_netlink.c:623" },
	{ "vport-type-*", "links", REACH_USER_NAMESPACE, "OVS_VPORT_CMD_NEW",
	  "net/openvswitch/vport.c:220" },

	{ "nfnetlink-subsys-*", "nftables", REACH_USER_NAMESPACE, "nfnetlink message or bind()",
	  "net/netfilter/nfnetlink.c:236" },
	{ "nft-chain-[0-9]*", "nftables", REACH_USER_NAMESPACE, "NFT_MSG_NEWCHAIN",
	  "net/netfilter/nf_tables_api.c:941" },
	{ "nft-expr-*", "nftables", REACH_USER_NAMESPACE, "NFT_MSG_NEWRULE",
	  "net/netfilter/nf_tables_api.c:2958" },
	{ "nft-obj-[0-9]*", "nftables", REACH_USER_NAMESPACE, "NFT_MSG_NEWOBJ",
	  "net/netfilter/nf_tables_api.c:7325" },
	{ "nf-flowtable-[0-9]*", "nftables", REACH_USER_NAMESPACE, "NFT_MSG_NEWFLOWTABLE",
	  "net/netfilter/nf_tables_api.c:8073" },
	{ "nf_log_syslog", "nftables", REACH_USER_NAMESPACE, "log expression, LOG target",
	  "net/netfilter/nft_log.c:79" },
	{ "nfnetlink_log", "nftables", REACH_USER_NAMESPACE, "log expression, NFLOG target",
	  "net/netfilter/nft_log.c:81" },

	{ "nfct-helper-*", "connection tracking", REACH_USER_NAMESPACE, "helper by name",
	  "net/netfilter/nf_conntrack_helper.c:83" },
	{ "ip_nat_*", "connection tracking", REACH_USER_NAMESPACE, "NAT part of a helper",
	  "net/netfilter/nf_conntrack_helper.c:145" },
	{ "nf-nat", "connection tracking", REACH_USER_NAMESPACE, "ctnetlink message",
	  "net/netfilter/nf_conntrack_netlink.c:1857" },
	{ "nf-nat-[0-9]*", "connection tracking", REACH_USER_NAMESPACE, "ctnetlink message",
	  "net/netfilter/nf_conntrack_netlink.c:1876" },
	{ "nf_conntrack_bridge", "connection tracking", REACH_USER_NAMESPACE,
	  "conntrack in a bridge", "net/netfilter/nf_conntrack_proto.c:521" },
	{ "ip_conntrack_netlink", "connection tracking", REACH_USER_NAMESPACE,
	  "configuration of a queue or log", "net/netfilter/nfnetlink_queue.c:1451" },

	{ "ip_set_*", "ipset", REACH_USER_NAMESPACE, "IPSET_CMD_CREATE",
	  "net/netfilter/ipset/ip_set_core.c:112" },
	{ "ip_vs_*", "IPVS", REACH_USER_NAMESPACE, "IP_VS_SO_SET_ADD",
	  "net/netfilter/ipvs/ip_vs_sched.c:126" },

	{ "xt_*", "xtables", REACH_USER_NAMESPACE, "match or target by name",
	  "net/netfilter/x_tables.c:237" },
	{ "ipt_*", "xtables", REACH_USER_NAMESPACE, "match or target by name",
	  "net/netfilter/x_tables.c:237" },
	{ "ip6t_*", "xtables", REACH_USER_NAMESPACE, "match or target by name",
	  "net/netfilter/x_tables.c:237" },
	{ "arpt_*", "xtables", REACH_USER_NAMESPACE, "match or target by name",
	  "net/netfilter/x_tables.c:237" },
	{ "ebt_*", "xtables", REACH_USER_NAMESPACE, "match or target by name",
	  "net/bridge/netfilter/ebtables.c:413" },
	{ "iptable_*", "xtables", REACH_USER_NAMESPACE, "table by name",
	  "net/netfilter/x_tables.c:1311" },
	{ "ip6table_*", "xtables", REACH_USER_NAMESPACE, "table by name",
	  "net/netfilter/x_tables.c:1311" },
	{ "arptable_*", "xtables", REACH_USER_NAMESPACE, "table by name",
	  "net/netfilter/x_tables.c:1311" },
	{ "ebtable_*", "xtables", REACH_USER_NAMESPACE, "table by name",
	  "net/bridge/netfilter/ebtables.c:371" },
	{ "ts_*", "xtables", REACH_USER_NAMESPACE, "algorithm of a string match",
	  "lib/textsearch.c:281" },
	{ "br_netfilter", "xtables", REACH_USER_NAMESPACE, "physdev match",
	  "net/netfilter/xt_physdev.c:112" },

	{ "xfrm-type-*", "IPsec", REACH_USER_NAMESPACE, "XFRM_MSG_NEWSA, PF_KEY",
	  "net/xfrm/xfrm_state.c:345" },
	{ "xfrm-offload-*", "IPsec", REACH_USER_NAMESPACE, "XFRM_MSG_NEWSA",
	  "net/xfrm/xfrm_state.c:429" },

	{ "fs-*", "file systems", REACH_USER_NAMESPACE, "mount(), fsopen()",
	  "fs/filesystems.c:284" },

	{ "char-major-*", "device nodes", REACH_NODE, "open()", "fs/char_dev.c:661" },
	{ "block-major-*", "device nodes", REACH_NODE, "open()", "block/genhd.c:772" },
	{ "snd-card-*", "sound and screens", REACH_NODE, "/dev/snd", "sound/core/sound.c:66" },
	{ "snd-seq-client-*", "sound and screens", REACH_NODE, "/dev/snd",
	  "sound/core/seq/seq_clientmgr.c:135" },
	{ "snd-seq", "sound and screens", REACH_NODE, "/dev/snd", "sound/core/sound.c:79" },
	{ "snd-timer", "sound and screens", REACH_NODE, "/dev/snd", "sound/core/sound.c:79" },
	{ "snd-timer-*", "sound and screens", REACH_NODE, "/dev/snd", "sound/core/timer.c:202" },
	{ "sound-slot-*", "sound and screens", REACH_NODE, "/dev/dsp", "sound/sound_core.c:561" },
	{ "sound-service-*", "sound and screens", REACH_NODE, "/dev/dsp",
	  "sound/sound_core.c:562" },
	{ "fb[0-9]*", "sound and screens", REACH_NODE, "/dev/fb0",
	  "drivers/video/fbdev/core/fbmem.c:1437" },
	{ "ppp-compress-*", "PPP compression", REACH_NODE, "/dev/ppp, root's",
	  "drivers/net/ppp/ppp_generic.c:3065" },
	{ "*-iosched", "sysfs", REACH_NODE, "queue/scheduler of a disk", "block/elevator.c:150" },
	{ "cpufreq_*", "sysfs", REACH_NODE, "scaling_governor", "drivers/cpufreq/cpufreq.c:689" },
	{ "governor_*", "sysfs", REACH_NODE, "devfreq governor", "drivers/devfreq/devfreq.c:312" },
	{ "zpool-*", "sysfs", REACH_NODE, "parameter of zswap", "mm/zpool.c:122" },
	{ "ledtrig:*", "sysfs", REACH_NODE, "trigger of a LED (6.12)",
	  "drivers/leds/led-triggers.c" },

	{ "nf_defrag_ipv*", "BPF links", REACH_CAPABILITY, "BPF_LINK_CREATE (6.12)",
	  "net/netfilter/nf_bpf_link.c" },
	{ "netdev-*", "interfaces by name", REACH_CAPABILITY, "SIOCGIF*",
	  "net/core/dev_ioctl.c:435" },
	{ "tcp-ulp-*", "TCP", REACH_CAPABILITY, "TCP_ULP", "net/ipv4/tcp_ulp.c:44" },
	{ "tcp_*", "TCP", REACH_CAPABILITY, "TCP_CONGESTION", "net/ipv4/tcp_cong.c:57" },
	{ "team-mode-*", "teams", REACH_CAPABILITY, "team netlink", "drivers/net/team/team.c:481" },
	{ "rdma-link-*", "RDMA links", REACH_CAPABILITY, "RDMA_NLDEV_CMD_NEWLINK",
	  "drivers/infiniband/core/nldev.c:1759" },
	{ "lib80211_crypt_*", "Wi-Fi keys", REACH_CAPABILITY, "SIOCSIWENCODE",
	  "drivers/net/wireless/intel/ipw2x00/libipw_wx.c:377" },
	{ "rtllib_crypt_*", "Wi-Fi keys", REACH_CAPABILITY, "SIOCSIWENCODE",
	  "drivers/staging/rtl8192e/rtllib_wx.c:352" },
	{ "ieee80211_crypt*", "Wi-Fi keys", REACH_CAPABILITY, "SIOCSIWENCODE",
	  "drivers/staging/rtl8192u/ieee80211/ieee80211_wx.c:348" },
	{ "nls_*", "parts of file systems", REACH_CAPABILITY, "mount()", "fs/nls/nls_base.c:304" },
	{ "quota_v*", "parts of file systems", REACH_CAPABILITY, "quotactl()",
	  "fs/quota/dquot.c:210" },
	{ "nfsv*", "parts of file systems", REACH_CAPABILITY, "mount()", "fs/nfs/client.c:105" },
	{ "nfs-layouttype4-*", "parts of file systems", REACH_CAPABILITY, "NFS",
	  "fs/nfs/pnfs.c:183" },
	/* Also for a user whose access makes a mounted NFS ask for more; the server chooses. */
	{ "rpc*", "parts of file systems", REACH_CAPABILITY, "NFS", "net/sunrpc/auth.c:151" },
	{ "svc*", "parts of file systems", REACH_CAPABILITY, "NFS", "net/sunrpc/svc_xprt.c:347" },
	{ "9p-*", "parts of file systems", REACH_CAPABILITY, "mount()", "net/9p/mod.c:117" },
	{ "ocfs2_stack_*", "parts of file systems", REACH_CAPABILITY, "mount()",
	  "fs/ocfs2/stackglue.c:132" },
	{ "sctp", "parts of file systems", REACH_CAPABILITY, "DLM", "fs/dlm/lowcomms.c:1842" },
	{ "symbol:*", "symbols", REACH_CAPABILITY, "mount() and others", "fs/nfs/pnfs_nfs.c:841" },
	{ "dm-*", "storage", REACH_CAPABILITY, "DM_TABLE_LOAD", "drivers/md/dm-target.c:47" },
	{ "md-*", "storage", REACH_CAPABILITY, "RUN_ARRAY", "drivers/md/md.c:5894" },
	{ "scsi_dh_*", "storage", REACH_CAPABILITY, "multipath", "drivers/scsi/scsi_dh.c:112" },
	{ "nvme-*", "storage", REACH_CAPABILITY, "/dev/nvme-fabrics",
	  "drivers/nvme/host/fabrics.c:1085" },
	{ "nvmet-transport-*", "storage", REACH_CAPABILITY, "configfs",
	  "drivers/nvme/target/core.c:329" },
	{ "target_core_*", "storage", REACH_CAPABILITY, "configfs",
	  "drivers/target/target_core_transport.c:204" },
	{ "iscsi_target_mod", "storage", REACH_CAPABILITY, "configfs",
	  "drivers/target/target_core_configfs.c:214" },
	{ "tcm_*", "storage", REACH_CAPABILITY, "configfs",
	  "drivers/target/target_core_configfs.c:227" },
	{ "usbfunc:*", "USB gadgets", REACH_CAPABILITY, "configfs",
	  "drivers/usb/gadget/functions.c:50" },
	{ "vfio-reset:*", "VFIO", REACH_CAPABILITY, "VFIO on a platform device",
	  "drivers/vfio/platform/vfio_platform_common.c:120" },
};

const size_t n_request_formats = sizeof(request_formats) / sizeof(request_formats[0]);

const struct request_format *request_format_find(const char *alias)
{
	for (size_t i = 0; i < n_request_formats; i++)
		if (alias_matches(request_formats[i].glob, alias))
			return &request_formats[i];
	return NULL;
}

const char *reach_name(enum reach reach)
{
	static const char *const names[] = {
		[REACH_USER] = "user",
		[REACH_USER_NAMESPACE] = "user namespace",
		[REACH_NODE] = "device node",
		[REACH_CAPABILITY] = "capability",
	};

	return names[reach];
}
