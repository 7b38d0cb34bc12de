package io.peerscope.engine.format;

import java.nio.charset.StandardCharsets;

/// Says what an input seems to be that we cannot read, and what to give instead.
final class StrangeInput {

  private static final int LOOKED_AT = 16 * 1024;
  static final String INSTEAD = "; give the output of `lspci -vvv` or `lspci -xxxx` instead";

  private StrangeInput() {}

  /// One sentence for people.
  static String advice(byte[] content) {
    if (content.length == 0) {
      return "the input is empty";
    }
    return what(content) + INSTEAD;
  }

  private static String what(byte[] content) {
    String start =
        new String(content, 0, Math.min(content.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
    String stripped = start.stripLeading();
    if (start.indexOf('\0') >= 0) {
      return "this is no text";
    }
    if (stripped.startsWith("<")) {
      return "this is XML or HTML";
    }
    if (stripped.startsWith("{") || stripped.startsWith("[{")) {
      return "this is JSON, but no Peerscope document, `rdma_topo dump` or `lshw -json`";
    }
    if (start.contains("ACSCtl:")) {
      return "these capability lines do not tell which functions they belong to";
    }
    if (start.contains("Bus  0, device ")) {
      return "this is /proc/pci of an old kernel";
    }
    if (start.contains("HostBridge") && start.contains("PCI ")) {
      return "this is text of lstopo, which leaves bridges out; `lstopo --of xml` tells them";
    }
    return "no PCI function was found in the input";
  }
}
