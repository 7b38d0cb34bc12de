package io.peerscope.engine.format.rdmatopo;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.markup.JsonTree;
import io.peerscope.engine.format.sysfs.FunctionPath;
import io.peerscope.engine.format.told.Findings;
import io.peerscope.engine.format.told.ToldFunctionBuilder;
import io.peerscope.engine.format.told.Trust;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Reads one object per function (`SysfsDevice.to_dict` of `rdma_topo`): `realpath`, `config` as
/// zlib in Base64, `modalias`, `iommu_group`, `numa_node`.
public final class RdmaTopoReader {

  private static final int ROW = 16;
  private static final Pattern MODALIAS =
      Pattern.compile(
          "pci:v0000([0-9A-F]{4})d0000([0-9A-F]{4})sv[0-9A-F]{8}sd[0-9A-F]{8}"
              + "bc([0-9A-F]{2})sc([0-9A-F]{2})i([0-9A-F]{2})");

  private final String file;
  private final Findings findings;

  private RdmaTopoReader(String file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  public static String format() {
    return "rdma-topo-json";
  }

  /// Whether JSON is such a dump: a list of objects with a path.
  public static boolean recognises(JsonTree json) {
    return json instanceof JsonTree.Items(var items)
        && items.stream()
            .anyMatch(item ->
                item instanceof JsonTree.Members members && !members.text("realpath").isEmpty());
  }

  public static void read(JsonTree json, String file, Findings findings) {
    var reader = new RdmaTopoReader(file, findings);
    json.objects().filter(each -> !each.text("realpath").isEmpty()).forEach(reader::readFunction);
    findings.miss(
        "functions that rdma_topo leaves out (host bridges, system peripherals)",
        "sudo lspci -Dnnvvvxxxx",
        new SourcePosition(file, 0));
  }

  private void readFunction(JsonTree.Members function) {
    var at = new SourcePosition(file, function.line());
    String path = function.text("realpath");
    Optional<PciAddress> address = PciAddress.parse(path.substring(path.lastIndexOf('/') + 1));
    if (address.isEmpty()) {
      findings.log().warning("malformed-attribute", "realpath does not end in an address", at);
      return;
    }
    var told = new ToldFunctionBuilder(address.get(), at, Trust.KERNEL_PATH);
    readAlias(function.text("modalias"), told);
    number(function.text("numa_node")).ifPresent(told::numaNode);
    number(function.text("iommu_group"))
        .ifPresent(group -> {
          told.iommuGroup(group);
          findings.tellIommu();
        });
    FunctionPath.parse(path)
        .ifPresent(place -> {
          told.parent(place.parent());
          place.opener().ifPresent(opener -> findings.tellOpener(place.rootBus(), opener, at));
        });
    told.config(config(function.text("config"), at));
    findings.add(told.build());
  }

  private static Optional<Integer> number(String text) {
    return text.matches("[0-9]{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  private static void readAlias(String alias, ToldFunctionBuilder told) {
    Matcher matcher = MODALIAS.matcher(alias.strip());
    if (matcher.matches()) {
      told.id(
          Optional.of(
              new VendorDevice(
                  Integer.parseInt(matcher.group(1), 16), Integer.parseInt(matcher.group(2), 16))));
      told.classCode(
          Optional.of(
              new ClassCode(
                  Integer.parseInt(matcher.group(3) + matcher.group(4), 16),
                  OptionalInt.of(Integer.parseInt(matcher.group(5), 16)))));
    }
  }

  private ConfigSpace config(String encoded, SourcePosition at) {
    if (encoded.isEmpty()) {
      return ConfigSpace.none();
    }
    try {
      byte[] bytes = inflate(Base64.getMimeDecoder().decode(encoded));
      int[] rows = new int[(bytes.length + ROW - 1) / ROW];
      Arrays.setAll(rows, row -> row + 1);
      return ConfigSpace.takeOver(bytes, rows);
    } catch (IllegalArgumentException | DataFormatException broken) {
      findings
          .log()
          .warning("malformed-attribute", "config is no configuration space in Base64", at);
      return ConfigSpace.none();
    }
  }

  /// At most as much as a function has: what comes behind is never unpacked.
  private static byte[] inflate(byte[] packed) throws DataFormatException {
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(packed);
      byte[] bytes = new byte[ConfigSpace.EXTENDED_SIZE];
      int length = 0;
      while (length < bytes.length && !inflater.finished()) {
        int count = inflater.inflate(bytes, length, bytes.length - length);
        if (count == 0) {
          break;
        }
        length += count;
      }
      return Arrays.copyOf(bytes, length);
    }
  }
}
