// SPDX-License-Identifier: Apache-2.0
// Counts the instructions of a program that runs in qemu-user. The few names of QEMU's stable
// plugin interface (version 1) that this takes are declared here: Debian packages no header.
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct qemu_plugin_tb;
struct qemu_info;
extern void qemu_plugin_register_vcpu_tb_trans_cb(uint64_t,
                                                  void (*)(uint64_t, struct qemu_plugin_tb*));
extern size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb*);
extern void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb*, int, void*, uint64_t);
extern void qemu_plugin_register_atexit_cb(uint64_t, void (*)(uint64_t, void*), void*);

int qemu_plugin_version = 1;
static uint64_t instructions;

/// Every time this block of code runs, add its length.
static void translated(uint64_t id, struct qemu_plugin_tb* block) {
  (void)id;
  const int add = 0;
  qemu_plugin_register_vcpu_tb_exec_inline(block, add, &instructions,
                                           qemu_plugin_tb_n_insns(block));
}

static void print(uint64_t id, void* nothing) {
  (void)id, (void)nothing;
  fprintf(stderr, "instructions %llu\n", (unsigned long long)instructions);
}

int qemu_plugin_install(uint64_t id, const struct qemu_info* info, int argc, char** argv) {
  (void)info, (void)argc, (void)argv;
  qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
  qemu_plugin_register_atexit_cb(id, print, NULL);
  return 0;
}
