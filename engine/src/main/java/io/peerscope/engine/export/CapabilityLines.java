package io.peerscope.engine.export;

import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.config.AcsControl;
import io.peerscope.engine.config.AlternativeRoutingId;
import io.peerscope.engine.config.AtomicOps;
import io.peerscope.engine.config.Capabilities;
import io.peerscope.engine.config.Capability;
import io.peerscope.engine.config.Link;
import io.peerscope.engine.config.PciExpress;
import io.peerscope.engine.config.SingleRootIov;
import io.peerscope.engine.config.UnknownCapability;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Capabilities as `lspci -vvv` prints them, for functions whose registers are not known.
///
/// @param capabilities as far as they are known
record CapabilityLines(Capabilities capabilities) {

  void write(Writer out) throws IOException {
    for (Capability capability : capabilities.all()) {
      FunctionText.line(
          out, "\tCapabilities: [%02x] %s".formatted(capability.offset(), title(capability)));
      switch (capability) {
        case PciExpress express -> write(express, out);
        case AccessControlServices acs -> write(acs, out);
        case SingleRootIov iov -> write(iov, out);
        case AlternativeRoutingId ari -> write(ari, out);
        case UnknownCapability _ -> {}
      }
    }
  }

  private static String title(Capability capability) {
    return switch (capability) {
      case PciExpress express ->
          "Express %s%s"
              .formatted(
                  express.type().map(type -> type.label()).orElse("Unknown type"),
                  express.slot() ? " (Slot+)" : "");
      case AccessControlServices _ -> "Access Control Services";
      case SingleRootIov _ -> "Single Root I/O Virtualization (SR-IOV)";
      case AlternativeRoutingId _ -> "Alternative Routing-ID Interpretation (ARI)";
      case UnknownCapability other -> other.title();
    };
  }

  private static void write(PciExpress express, Writer out) throws IOException {
    String port = express.portNumber().ifKnown().map("Port #%d, "::formatted).orElse("");
    String limit = express.maximum().ifKnown().map(CapabilityLines::spell).orElse("");
    if (!port.isEmpty() || !limit.isEmpty()) {
      FunctionText.line(out, "\t\tLnkCap:\t" + port + limit);
    }
    if (express.current() instanceof Known<Link>(var link, _)) {
      FunctionText.line(out, "\t\tLnkSta:\t" + spell(link));
    }
    AtomicOps atomic = express.atomicOps();
    writeFlags(
        out,
        "AtomicOpsCap:",
        flag("Routing", atomic.routed())
            + flag("32bit", atomic.completes32())
            + flag("64bit", atomic.completes64())
            + flag("128bitCAS", atomic.completes128()));
    writeFlags(
        out,
        "AtomicOpsCtl:",
        flag("ReqEn", atomic.requests()) + flag("EgressBlck", atomic.egressBlocked()));
  }

  private static String spell(Link link) {
    return "Speed %s, Width x%d".formatted(link.speed(), link.width());
  }

  private static void writeFlags(Writer out, String name, String flags) throws IOException {
    if (!flags.isEmpty()) {
      FunctionText.line(out, "\t\t\t " + name + flags);
    }
  }

  private static String flag(String name, Fact<Boolean> bit) {
    return bit.ifKnown().map(set -> " " + name + (set ? "+" : "-")).orElse("");
  }

  private static void write(AccessControlServices acs, Writer out) throws IOException {
    if (acs.supported() instanceof Known<Integer>(var word, _)) {
      FunctionText.line(out, "\t\tACSCap:\t" + bits(word));
    }
    if (acs.control() instanceof Known<Integer>(var word, _)) {
      FunctionText.line(out, "\t\tACSCtl:\t" + bits(word));
    }
  }

  private static String bits(int word) {
    return Arrays.stream(AcsControl.values())
        .map(control -> control.lspciName() + (control.isSetIn(word) ? "+" : "-"))
        .collect(Collectors.joining(" "));
  }

  private static void write(SingleRootIov iov, Writer out) throws IOException {
    if (iov.totalVfs() instanceof Known<Integer>(var total, _)
        && iov.numVfs() instanceof Known<Integer>(var count, _)) {
      FunctionText.line(out, "\t\tTotal VFs: %d, Number of VFs: %d,".formatted(total, count));
    }
    if (iov.vfOffset() instanceof Known<Integer>(var offset, _)
        && iov.vfStride() instanceof Known<Integer>(var stride, _)
        && iov.vfDevice() instanceof Known<Integer>(var device, _)) {
      FunctionText.line(
          out, "\t\tVF offset: %d, stride: %d, Device ID: %04x".formatted(offset, stride, device));
    }
  }

  private static void write(AlternativeRoutingId ari, Writer out) throws IOException {
    if (ari.acsGroupsEnabled() instanceof Known<Boolean>(var enabled, _)
        && ari.functionGroup() instanceof Known<Integer>(var group, _)) {
      FunctionText.line(
          out,
          "\t\tARICtl:\tMFVC- ACS%s, Function Group: %d".formatted(enabled ? "+" : "-", group));
    }
  }
}
