package io.peerscope.engine.format;

import io.peerscope.engine.format.groups.GroupListingReader;
import io.peerscope.engine.format.groups.ProxmoxTableReader;
import io.peerscope.engine.format.groups.SysfsPathReader;
import io.peerscope.engine.format.guest.QemuReader;
import io.peerscope.engine.format.kernellog.KernelLogReader;
import io.peerscope.engine.format.lspcifields.LspciFieldsReader;
import io.peerscope.engine.format.lspcitree.LspciTreeReader;
import io.peerscope.engine.format.matrix.GpuMatrix;
import io.peerscope.engine.format.nvidiasmi.NvidiaSmiReader;
import io.peerscope.engine.format.told.Findings;
import io.peerscope.engine.format.told.LineReader;
import java.util.List;
import java.util.function.Consumer;

/// The formats that are read line by line, beside listings of lspci.
final class LineFormats {

  private LineFormats() {}

  /// @param matrices takes matrices of nvidia-smi
  static List<LineReader> readers(Findings findings, Consumer<GpuMatrix> matrices) {
    return List.of(
        new LspciTreeReader(findings),
        new LspciFieldsReader(findings),
        new GroupListingReader(findings),
        new ProxmoxTableReader(findings),
        new SysfsPathReader(findings),
        new KernelLogReader(findings),
        new QemuReader(findings),
        new NvidiaSmiReader(findings, matrices));
  }
}
