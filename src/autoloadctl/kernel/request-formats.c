// SPDX-License-Identifier: GPL-2.0-or-later
#include "request-formats.h"

#include <linux/capability.h>

#include "alias.h"

#define HEX "[0-9a-f]"

const struct request_group_info request_groups[N_REQUEST_GROUPS] = {
	[GROUP_PHONET] = { "phonet protocols", REACH_CAPABILITY, CAP_NET_ADMIN },
	[GROUP_NETLINK] = { "netlink", REACH_USER, CAP_NET_ADMIN },
	[GROUP_SOCKETS] = { "sockets", REACH_USER, CAP_NET_ADMIN },
	[GROUP_SOCKET_IOCTLS] = { "socket ioctls", REACH_USER, CAP_NET_ADMIN },
	[GROUP_CRYPTO] = { "crypto", REACH_USER, CAP_NET_ADMIN },
	[GROUP_LINE_DISCIPLINES] = { "line disciplines", REACH_USER, CAP_SYS_ADMIN },
	[GROUP_BINARY_FORMATS] = { "binary formats", REACH_USER, CAP_SYS_ADMIN },
	[GROUP_CLASSIFIERS] = { "classifiers", REACH_USER, CAP_NET_ADMIN },
	[GROUP_QUEUES_AND_ACTIONS] = { "queues and actions", REACH_USER_NAMESPACE, CAP_NET_ADMIN },
	[GROUP_LINKS] = { "links", REACH_USER_NAMESPACE, CAP_NET_ADMIN },
	[GROUP_NFTABLES] = { "nftables", REACH_USER_NAMESPACE, CAP_NET_ADMIN },
	[GROUP_CONNECTION_TRACKING] = { "connection tracking", REACH_USER_NAMESPACE,
					CAP_NET_ADMIN },
	[GROUP_IPSET] = { "ipset", REACH_USER_NAMESPACE, CAP_NET_ADMIN },
	[GROUP_IPVS] = { "IPVS", REACH_USER_NAMESPACE, CAP_NET_ADMIN },
	[GROUP_XTABLES] = { "xtables", REACH_USER_NAMESPACE, CAP_NET_ADMIN },
	[GROUP_IPSEC] = { "IPsec", REACH_USER_NAMESPACE, CAP_NET_ADMIN },
	[GROUP_FILE_SYSTEMS] = { "file systems", REACH_USER_NAMESPACE, CAP_SYS_ADMIN },
	[GROUP_DEVICE_NODES] = { "device nodes", REACH_NODE, CAP_SYS_ADMIN },
	[GROUP_SOUND_AND_SCREENS] = { "sound and screens", REACH_NODE, CAP_SYS_ADMIN },
	[GROUP_PPP_COMPRESSION] = { "PPP compression", REACH_NODE, CAP_NET_ADMIN },
	[GROUP_SYSFS] = { "sysfs", REACH_NODE, CAP_SYS_ADMIN },
	[GROUP_BPF_LINKS] = { "BPF links", REACH_CAPABILITY, CAP_NET_ADMIN },
	[GROUP_INTERFACES_BY_NAME] = { "interfaces by name", REACH_CAPABILITY, CAP_NET_ADMIN },
	[GROUP_TCP] = { "TCP", REACH_CAPABILITY, CAP_NET_ADMIN },
	[GROUP_TEAMS] = { "teams", REACH_CAPABILITY, CAP_NET_ADMIN },
	[GROUP_RDMA_LINKS] = { "RDMA links", REACH_CAPABILITY, CAP_NET_ADMIN },
	[GROUP_WIFI_KEYS] = { "Wi-Fi keys", REACH_CAPABILITY, CAP_NET_ADMIN },
	[GROUP_PARTS_OF_FILE_SYSTEMS] = { "parts of file systems", REACH_CAPABILITY,
					  CAP_SYS_ADMIN },
	[GROUP_SYMBOLS] = { "symbols", REACH_CAPABILITY, CAP_SYS_ADMIN },
	[GROUP_STORAGE] = { "storage", REACH_CAPABILITY, CAP_SYS_ADMIN },
	[GROUP_USB_GADGETS] = { "USB gadgets", REACH_CAPABILITY, CAP_SYS_ADMIN },
	[GROUP_VFIO] = { "VFIO", REACH_CAPABILITY, CAP_SYS_ADMIN },
};

/*
 * Left out is what no requester can influence: what drivers ask for when they find their device,
 * and what modules ask for when they are inserted. Bare interface names, which CAP_SYS_MODULE may
 * ask for (dev_load()), could be anything. Lines are those of 6.1.
 */
const struct request_format request_formats[] = {
	/* Before the other sockets: here the kernel tests a capability first. */
	{ "net-pf-35-proto-*", GROUP_PHONET, "socket(AF_PHONET)", "net/phonet/af_phonet.c:77" },

	{ "net-pf-16-proto-16-family-*", GROUP_NETLINK, "look-up of a generic netlink family",
	  "net/netlink/genetlink.c:1096" },
	{ "net-pf-16-proto-4-type-*", GROUP_NETLINK, "socket diagnosis", "net/core/sock.c:4024" },
	{ "net-pf-16-proto-*", GROUP_NETLINK, "socket(AF_NETLINK)",
	  "net/netlink/af_netlink.c:675" },
	{ "rdma-netlink-subsys-*", GROUP_NETLINK, "RDMA netlink message",
	  "drivers/infiniband/core/netlink.c:101" },
	{ "rdma-client-*", GROUP_NETLINK, "look-up of an RDMA client's device",
	  "drivers/infiniband/core/device.c:1947" },

	{ "bt-proto-*", GROUP_SOCKETS, "socket(AF_BLUETOOTH)", "net/bluetooth/af_bluetooth.c:125" },
	{ "can-proto-*", GROUP_SOCKETS, "socket(AF_CAN)", "net/can/af_can.c:132" },
	{ "net-pf-24-proto-*", GROUP_SOCKETS, "socket(AF_PPPOX)", "drivers/net/ppp/pppox.c:141" },
	{ "net-pf-2-proto-*", GROUP_SOCKETS, "socket(AF_INET)", "net/ipv4/af_inet.c:292" },
	{ "net-pf-10-proto-*", GROUP_SOCKETS, "socket(AF_INET6)", "net/ipv6/af_inet6.c:165" },
	{ "net-pf-*", GROUP_SOCKETS, "socket()", "net/socket.c:1531" },
	{ "rds_tcp", GROUP_SOCKETS, "transport of an RDS socket", "net/rds/transport.c:125" },
	{ "rds_rdma", GROUP_SOCKETS, "transport of an RDS socket", "net/rds/transport.c:125" },

	{ "bridge", GROUP_SOCKET_IOCTLS, "SIOCGIFBR and others", "net/socket.c:1172" },
	{ "8021q", GROUP_SOCKET_IOCTLS, "SIOCGIFVLAN", "net/socket.c:1281" },
	{ "pppoatm", GROUP_SOCKET_IOCTLS, "ioctl of an ATM socket", "net/atm/ioctl.c:133" },
	{ "br2684", GROUP_SOCKET_IOCTLS, "ioctl of an ATM socket", "net/atm/ioctl.c:136" },
	{ "mpoa", GROUP_SOCKET_IOCTLS, "ioctl of an ATM socket", "net/atm/ioctl.c:143" },
	{ "clip", GROUP_SOCKET_IOCTLS, "ioctl of an ATM socket", "net/atm/ioctl.c:146" },
	{ "lec", GROUP_SOCKET_IOCTLS, "ioctl of an ATM socket", "net/atm/ioctl.c:149" },
	{ "atm-device-*", GROUP_SOCKET_IOCTLS, "connect() of an ATM socket",
	  "net/atm/common.c:496" },

	{ "crypto-*", GROUP_CRYPTO, "bind() of an AF_ALG socket, keyctl(), TLS, fscrypt",
	  "crypto/api.c:285" },
	{ "cryptomgr", GROUP_CRYPTO, "the same", "crypto/api.c:308" },
	{ "algif-*", GROUP_CRYPTO, "bind() of an AF_ALG socket", "crypto/af_alg.c:171" },

	{ "tty-ldisc-*", GROUP_LINE_DISCIPLINES, "TIOCSETD on a pseudo-terminal",
	  "drivers/tty/tty_ldisc.c:156" },

	{ "binfmt-" HEX HEX HEX HEX, GROUP_BINARY_FORMATS, "execve()", "fs/exec.c:1792" },

	{ "cls_*", GROUP_CLASSIFIERS, "RTM_GETTFILTER", "net/sched/cls_api.c:155" },
	{ "net-cls-*", GROUP_CLASSIFIERS, "RTM_GETTFILTER (6.12)", "include/net/pkt_cls.h:27" },

	{ "sch_*", GROUP_QUEUES_AND_ACTIONS, "RTM_NEWQDISC", "net/sched/sch_api.c:1263" },
	{ "net-sch-*", GROUP_QUEUES_AND_ACTIONS, "RTM_NEWQDISC (6.12)",
	  "include/net/pkt_sched.h:104" },
	{ "act_*", GROUP_QUEUES_AND_ACTIONS, "RTM_NEWTFILTER", "net/sched/act_api.c:1362" },
	{ "net-act-*", GROUP_QUEUES_AND_ACTIONS, "RTM_NEWTFILTER (6.12)",
	  "include/net/act_api.h:206" },
	{ "ematch-kind-*", GROUP_QUEUES_AND_ACTIONS, "RTM_NEWTFILTER", "net/sched/ematch.c:218" },
	{ "ife-meta-*", GROUP_QUEUES_AND_ACTIONS, "RTM_NEWTFILTER", "net/sched/act_ife.c:275" },

	{ "rtnl-link-*", GROUP_LINKS, "RTM_NEWLINK", "net/core/rtnetlink.c:3645" },
	{ "rtnl-lwt-*", GROUP_LINKS, "RTM_NEWROUTE", "net/core/lwtunnel.c:172" },
	{ "net-l2tp-type-*", GROUP_LINKS, "L2TP_CMD_SESSION_CREATE",
	  "net/l2tp/l2tp_netlink.c:623" },
	{ "vport-type-*", GROUP_LINKS, "OVS_VPORT_CMD_NEW", "net/openvswitch/vport.c:220" },

	{ "nfnetlink-subsys-*", GROUP_NFTABLES, "nfnetlink message or bind()",
	  "net/netfilter/nfnetlink.c:236" },
	{ "nft-chain-[0-9]*", GROUP_NFTABLES, "NFT_MSG_NEWCHAIN",
	  "net/netfilter/nf_tables_api.c:941" },
	{ "nft-expr-*", GROUP_NFTABLES, "NFT_MSG_NEWRULE", "net/netfilter/nf_tables_api.c:2958" },
	{ "nft-obj-[0-9]*", GROUP_NFTABLES, "NFT_MSG_NEWOBJ",
	  "net/netfilter/nf_tables_api.c:7325" },
	{ "nf-flowtable-[0-9]*", GROUP_NFTABLES, "NFT_MSG_NEWFLOWTABLE",
	  "net/netfilter/nf_tables_api.c:8073" },
	{ "nf_log_syslog", GROUP_NFTABLES, "log expression, LOG target",
	  "net/netfilter/nft_log.c:79" },
	{ "nfnetlink_log", GROUP_NFTABLES, "log expression, NFLOG target",
	  "net/netfilter/nft_log.c:81" },

	{ "nfct-helper-*", GROUP_CONNECTION_TRACKING, "helper by name",
	  "net/netfilter/nf_conntrack_helper.c:83" },
	{ "ip_nat_*", GROUP_CONNECTION_TRACKING, "NAT part of a helper",
	  "net/netfilter/nf_conntrack_helper.c:145" },
	{ "nf-nat", GROUP_CONNECTION_TRACKING, "ctnetlink message",
	  "net/netfilter/nf_conntrack_netlink.c:1857" },
	{ "nf-nat-[0-9]*", GROUP_CONNECTION_TRACKING, "ctnetlink message",
	  "net/netfilter/nf_conntrack_netlink.c:1876" },
	{ "nf_conntrack_bridge", GROUP_CONNECTION_TRACKING, "conntrack in a bridge",
	  "net/netfilter/nf_conntrack_proto.c:521" },
	{ "ip_conntrack_netlink", GROUP_CONNECTION_TRACKING, "configuration of a queue or log",
	  "net/netfilter/nfnetlink_queue.c:1451" },

	{ "ip_set_*", GROUP_IPSET, "IPSET_CMD_CREATE", "net/netfilter/ipset/ip_set_core.c:112" },
	{ "ip_vs_*", GROUP_IPVS, "IP_VS_SO_SET_ADD", "net/netfilter/ipvs/ip_vs_sched.c:126" },

	{ "xt_*", GROUP_XTABLES, "match or target by name", "net/netfilter/x_tables.c:237" },
	{ "ipt_*", GROUP_XTABLES, "match or target by name", "net/netfilter/x_tables.c:237" },
	{ "ip6t_*", GROUP_XTABLES, "match or target by name", "net/netfilter/x_tables.c:237" },
	{ "arpt_*", GROUP_XTABLES, "match or target by name", "net/netfilter/x_tables.c:237" },
	{ "ebt_*", GROUP_XTABLES, "match or target by name",
	  "net/bridge/netfilter/ebtables.c:413" },
	{ "iptable_*", GROUP_XTABLES, "table by name", "net/netfilter/x_tables.c:1311" },
	{ "ip6table_*", GROUP_XTABLES, "table by name", "net/netfilter/x_tables.c:1311" },
	{ "arptable_*", GROUP_XTABLES, "table by name", "net/netfilter/x_tables.c:1311" },
	{ "ebtable_*", GROUP_XTABLES, "table by name", "net/bridge/netfilter/ebtables.c:371" },
	{ "ts_*", GROUP_XTABLES, "algorithm of a string match", "lib/textsearch.c:281" },
	{ "br_netfilter", GROUP_XTABLES, "physdev match", "net/netfilter/xt_physdev.c:112" },

	{ "xfrm-type-*", GROUP_IPSEC, "XFRM_MSG_NEWSA, PF_KEY", "net/xfrm/xfrm_state.c:345" },
	{ "xfrm-offload-*", GROUP_IPSEC, "XFRM_MSG_NEWSA", "net/xfrm/xfrm_state.c:429" },

	{ "fs-*", GROUP_FILE_SYSTEMS, "mount(), fsopen()", "fs/filesystems.c:284" },

	{ "char-major-*", GROUP_DEVICE_NODES, "open()", "fs/char_dev.c:661" },
	{ "block-major-*", GROUP_DEVICE_NODES, "open()", "block/genhd.c:772" },
	{ "snd-card-*", GROUP_SOUND_AND_SCREENS, "/dev/snd", "sound/core/sound.c:66" },
	{ "snd-seq-client-*", GROUP_SOUND_AND_SCREENS, "/dev/snd",
	  "sound/core/seq/seq_clientmgr.c:135" },
	{ "snd-seq", GROUP_SOUND_AND_SCREENS, "/dev/snd", "sound/core/sound.c:79" },
	{ "snd-timer", GROUP_SOUND_AND_SCREENS, "/dev/snd", "sound/core/sound.c:79" },
	{ "snd-timer-*", GROUP_SOUND_AND_SCREENS, "/dev/snd", "sound/core/timer.c:202" },
	{ "sound-slot-*", GROUP_SOUND_AND_SCREENS, "/dev/dsp", "sound/sound_core.c:561" },
	{ "sound-service-*", GROUP_SOUND_AND_SCREENS, "/dev/dsp", "sound/sound_core.c:562" },
	{ "fb[0-9]*", GROUP_SOUND_AND_SCREENS, "/dev/fb0",
	  "drivers/video/fbdev/core/fbmem.c:1437" },
	{ "ppp-compress-*", GROUP_PPP_COMPRESSION, "/dev/ppp, root's",
	  "drivers/net/ppp/ppp_generic.c:3065" },
	{ "*-iosched", GROUP_SYSFS, "queue/scheduler of a disk", "block/elevator.c:150" },
	{ "cpufreq_*", GROUP_SYSFS, "scaling_governor", "drivers/cpufreq/cpufreq.c:689" },
	{ "governor_*", GROUP_SYSFS, "devfreq governor", "drivers/devfreq/devfreq.c:312" },
	{ "zpool-*", GROUP_SYSFS, "parameter of zswap", "mm/zpool.c:122" },
	{ "ledtrig:*", GROUP_SYSFS, "trigger of a LED (6.12)", "drivers/leds/led-triggers.c" },

	{ "nf_defrag_ipv*", GROUP_BPF_LINKS, "BPF_LINK_CREATE (6.12)",
	  "net/netfilter/nf_bpf_link.c" },
	{ "netdev-*", GROUP_INTERFACES_BY_NAME, "SIOCGIF*", "net/core/dev_ioctl.c:435" },
	{ "tcp-ulp-*", GROUP_TCP, "TCP_ULP", "net/ipv4/tcp_ulp.c:44" },
	{ "tcp_*", GROUP_TCP, "TCP_CONGESTION", "net/ipv4/tcp_cong.c:57" },
	{ "team-mode-*", GROUP_TEAMS, "team netlink", "drivers/net/team/team.c:481" },
	{ "rdma-link-*", GROUP_RDMA_LINKS, "RDMA_NLDEV_CMD_NEWLINK",
	  "drivers/infiniband/core/nldev.c:1759" },
	{ "lib80211_crypt_*", GROUP_WIFI_KEYS, "SIOCSIWENCODE",
	  "drivers/net/wireless/intel/ipw2x00/libipw_wx.c:377" },
	{ "rtllib_crypt_*", GROUP_WIFI_KEYS, "SIOCSIWENCODE",
	  "drivers/staging/rtl8192e/rtllib_wx.c:352" },
	{ "ieee80211_crypt*", GROUP_WIFI_KEYS, "SIOCSIWENCODE",
	  "drivers/staging/rtl8192u/ieee80211/ieee80211_wx.c:348" },
	{ "nls_*", GROUP_PARTS_OF_FILE_SYSTEMS, "mount()", "fs/nls/nls_base.c:304" },
	{ "quota_v*", GROUP_PARTS_OF_FILE_SYSTEMS, "quotactl()", "fs/quota/dquot.c:210" },
	{ "nfsv*", GROUP_PARTS_OF_FILE_SYSTEMS, "mount()", "fs/nfs/client.c:105" },
	{ "nfs-layouttype4-*", GROUP_PARTS_OF_FILE_SYSTEMS, "NFS", "fs/nfs/pnfs.c:183" },
	/* Also for a user whose access makes a mounted NFS ask for more; the server chooses. */
	{ "rpc*", GROUP_PARTS_OF_FILE_SYSTEMS, "NFS", "net/sunrpc/auth.c:151" },
	{ "svc*", GROUP_PARTS_OF_FILE_SYSTEMS, "NFS", "net/sunrpc/svc_xprt.c:347" },
	{ "9p-*", GROUP_PARTS_OF_FILE_SYSTEMS, "mount()", "net/9p/mod.c:117" },
	{ "ocfs2_stack_*", GROUP_PARTS_OF_FILE_SYSTEMS, "mount()", "fs/ocfs2/stackglue.c:132" },
	{ "sctp", GROUP_PARTS_OF_FILE_SYSTEMS, "DLM", "fs/dlm/lowcomms.c:1842" },
	{ "symbol:*", GROUP_SYMBOLS, "mount() and others", "fs/nfs/pnfs_nfs.c:841" },
	{ "dm-*", GROUP_STORAGE, "DM_TABLE_LOAD", "drivers/md/dm-target.c:47" },
	{ "md-*", GROUP_STORAGE, "RUN_ARRAY", "drivers/md/md.c:5894" },
	{ "scsi_dh_*", GROUP_STORAGE, "multipath", "drivers/scsi/scsi_dh.c:112" },
	{ "nvme-*", GROUP_STORAGE, "/dev/nvme-fabrics", "drivers/nvme/host/fabrics.c:1085" },
	{ "nvmet-transport-*", GROUP_STORAGE, "configfs", "drivers/nvme/target/core.c:329" },
	{ "target_core_*", GROUP_STORAGE, "configfs",
	  "drivers/target/target_core_transport.c:204" },
	{ "iscsi_target_mod", GROUP_STORAGE, "configfs",
	  "drivers/target/target_core_configfs.c:214" },
	{ "tcm_*", GROUP_STORAGE, "configfs", "drivers/target/target_core_configfs.c:227" },
	{ "usbfunc:*", GROUP_USB_GADGETS, "configfs", "drivers/usb/gadget/functions.c:50" },
	{ "vfio-reset:*", GROUP_VFIO, "VFIO on a platform device",
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
