package io.peerscope.engine.format;

import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.guest.DomainReader;
import io.peerscope.engine.format.hwloc.HwlocReader;
import io.peerscope.engine.format.libvirt.NodeDeviceReader;
import io.peerscope.engine.format.lshw.LshwReader;
import io.peerscope.engine.format.markup.JsonPieces;
import io.peerscope.engine.format.markup.JsonTree;
import io.peerscope.engine.format.markup.XmlElement;
import io.peerscope.engine.format.markup.XmlPieces;
import io.peerscope.engine.format.nccl.NcclReader;
import io.peerscope.engine.format.rdmatopo.RdmaTopoReader;
import io.peerscope.engine.format.told.Findings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The formats in XML and JSON, told apart by their outermost elements.
///
/// @param file the input
record MarkupFormats(String file, Findings findings) {

  private static final Pattern XML =
      Pattern.compile("<(topology|system|graphs|device|domain|node|list)(?=[\\s>])[^<>]{0,4096}>");
  private static final Pattern JSON = Pattern.compile("\"(?:realpath|businfo)\"\\s*:");

  /// What was in a text.
  ///
  /// @param formats the formats of what was read
  /// @param refused whether something was recognised that cannot be read, and reported
  record Result(List<String> formats, boolean refused) {}

  /// Reads all pieces that are known.
  Result read(byte[] text) {
    Set<String> formats = new LinkedHashSet<>();
    boolean refused = false;
    for (XmlElement piece : XmlPieces.in(text, XML, MarkupFormats::isKnown, file, findings.log())) {
      read(piece).ifPresent(formats::add);
      refused |= isRefused(piece);
    }
    if (formats.isEmpty()) {
      JsonPieces.in(text, JSON, file, findings.log()).flatMap(this::read).ifPresent(formats::add);
    }
    return new Result(List.copyOf(formats), refused && formats.isEmpty());
  }

  private static boolean isKnown(XmlElement piece) {
    return HwlocReader.recognises(piece)
        || NcclReader.recognises(piece)
        || NcclReader.isGraph(piece)
        || NodeDeviceReader.recognises(piece)
        || DomainReader.recognises(piece)
        || LshwReader.recognises(piece);
  }

  private Optional<String> read(XmlElement piece) {
    if (HwlocReader.recognises(piece)) {
      HwlocReader.read(piece, file, findings);
      return Optional.of(HwlocReader.format());
    }
    if (NcclReader.recognises(piece)) {
      NcclReader.read(piece, file, findings);
      return Optional.of(NcclReader.format());
    }
    if (NodeDeviceReader.recognises(piece)) {
      NodeDeviceReader.read(piece, file, findings);
      return Optional.of(NodeDeviceReader.format());
    }
    if (DomainReader.recognises(piece)) {
      DomainReader.read(piece, file, findings);
      return Optional.of(DomainReader.format());
    }
    if (LshwReader.recognises(piece)) {
      LshwReader.read(piece, file, findings);
      return Optional.of(LshwReader.format());
    }
    return Optional.empty();
  }

  private boolean isRefused(XmlElement piece) {
    if (NcclReader.isGraph(piece)) {
      findings
          .log()
          .error(
              "not-understood",
              "this is a graph of NCCL: it tells the order of ranks, not where they are; give the"
                  + " topology that NCCL_TOPO_DUMP_FILE writes",
              new SourcePosition(file, piece.line()));
      return true;
    }
    return false;
  }

  private Optional<String> read(JsonTree json) {
    if (RdmaTopoReader.recognises(json)) {
      RdmaTopoReader.read(json, file, findings);
      return Optional.of(RdmaTopoReader.format());
    }
    if (LshwReader.recognises(json)) {
      LshwReader.read(json, file, findings);
      return Optional.of(LshwReader.format());
    }
    return Optional.empty();
  }
}
