package io.sluice.platform.config;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Turns the text of a file into {@link Yaml}, bounded in size, depth and expansion. */
final class YamlTree {

  static final int TEXT_LENGTH_MAX = 1 << 20;
  static final String TOO_LARGE = "the file is larger than 1MiB";
  private static final int DEPTH_MAX = 50;
  private static final int EXPANDED_MAX = 100_000;
  private static final Set<Tag> OWN_TAGS =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.MERGE, Tag.SEQ, Tag.MAP);

  /** Aliases are limited below by what they expand to, not by their number. */
  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setAllowNonScalarKeys(true)
          .setMaxAliasesForCollections(Integer.MAX_VALUE)
          .build();

  private final Faults faults;
  private final IdentityHashMap<Node, Yaml> converted = new IdentityHashMap<>();
  private final IdentityHashMap<Yaml, Long> sizes = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Boolean> open = new IdentityHashMap<>();

  private YamlTree(Faults faults) {
    this.faults = faults;
  }

  /** The root mapping; empty, with a fault noted, where the text is none. */
  static Optional<Yaml.Mapping> parse(String text, Faults faults) {
    if (text.length() > TEXT_LENGTH_MAX) {
      faults.add(Spot.START, "", TOO_LARGE);
      return Optional.empty();
    }
    String yaml = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try {
      if (!isShallow(new Parse(SETTINGS).parseString(yaml), faults)) {
        return Optional.empty();
      }
      return new YamlTree(faults).root(new Compose(SETTINGS).composeString(yaml));
    } catch (MarkedYamlEngineException e) {
      // The message of the exception quotes the file, so only its problem is told.
      Spot spot = e.getProblemMark().or(e::getContextMark).map(YamlTree::at).orElse(Spot.START);
      faults.add(spot, "", "is not YAML here: " + e.getProblem());
      return Optional.empty();
    } catch (ReaderException e) {
      faults.add(Spot.START, "", "holds a character that YAML forbids, at " + e.getPosition());
      return Optional.empty();
    } catch (YamlEngineException e) {
      faults.add(Spot.START, "", "is not YAML");
      return Optional.empty();
    }
  }

  /** Guards the composer, which recurses, against nesting that would overflow its stack. */
  private static boolean isShallow(Iterable<Event> events, Faults faults) {
    int depth = 0;
    for (Event event : events) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        default -> {}
      }
      if (depth > DEPTH_MAX) {
        Spot spot = event.getStartMark().map(YamlTree::at).orElse(Spot.START);
        faults.add(spot, "", "is nested more than " + DEPTH_MAX + " levels deep");
        return false;
      }
    }
    return true;
  }

  private Optional<Yaml.Mapping> root(Optional<Node> node) {
    if (node.isEmpty()) {
      return Optional.of(new Yaml.Mapping(Spot.START, Map.of()));
    }
    Yaml yaml = convert(node.get());
    if (sizeOf(yaml) > Math.max(EXPANDED_MAX, converted.size())) {
      faults.add(Spot.START, "", "its aliases expand to more than " + EXPANDED_MAX + " values");
      return Optional.empty();
    }
    if (yaml instanceof Yaml.Mapping mapping) {
      return Optional.of(mapping);
    }
    if (yaml.isNothing()) {
      return Optional.of(new Yaml.Mapping(yaml.spot(), Map.of()));
    }
    faults.add(yaml.spot(), "", "want a mapping such as `http:`, found " + kind(yaml));
    return Optional.empty();
  }

  private static String kind(Yaml yaml) {
    return yaml instanceof Yaml.Scalar ? "a single value" : yaml.described();
  }

  private Yaml convert(Node node) {
    Yaml known = converted.get(node);
    if (known != null) {
      return known;
    }
    if (open.putIfAbsent(node, true) != null) {
      faults.add(spotOf(node), "", "an alias stands inside the very value it refers to");
      return new Yaml.Scalar(spotOf(node), "", true);
    }
    refuseForeignTag(node);
    Yaml yaml =
        switch (node) {
          case ScalarNode scalar ->
              new Yaml.Scalar(spotOf(scalar), scalar.getValue(), scalar.isPlain());
          case SequenceNode sequence ->
              new Yaml.Listing(
                  spotOf(sequence), sequence.getValue().stream().map(this::convert).toList());
          case MappingNode mapping -> new Yaml.Mapping(spotOf(mapping), entries(mapping));
          default -> new Yaml.Scalar(spotOf(node), "", true);
        };
    open.remove(node);
    converted.put(node, yaml);
    return yaml;
  }

  private void refuseForeignTag(Node node) {
    if (!OWN_TAGS.contains(node.getTag())) {
      faults.add(spotOf(node), "", "tags such as `!name` mean nothing here");
    }
  }

  private Map<String, Yaml.Entry> entries(MappingNode mapping) {
    Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Spot spot = spotOf(tuple.getKeyNode());
      Yaml value = convert(tuple.getValueNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
        faults.add(spot, "", "a key must be a text");
        continue;
      }
      String key = scalar.getValue();
      Yaml.Entry first = entries.putIfAbsent(key, new Yaml.Entry(spot, value));
      if (first != null) {
        faults.add(spot, key, "duplicate key; the first one is on line " + first.spot().line());
      }
    }
    return entries;
  }

  /** How many values the tree has once every alias is written out. */
  private long sizeOf(Yaml yaml) {
    Long known = sizes.get(yaml);
    if (known != null) {
      return known;
    }
    long size = 1;
    for (Yaml child : children(yaml)) {
      size = Math.min(size + sizeOf(child), Integer.MAX_VALUE);
    }
    sizes.put(yaml, size);
    return size;
  }

  private static List<Yaml> children(Yaml yaml) {
    return switch (yaml) {
      case Yaml.Scalar scalar -> List.of();
      case Yaml.Listing listing -> listing.items();
      case Yaml.Mapping mapping ->
          mapping.entries().values().stream().map(Yaml.Entry::value).toList();
    };
  }

  private static Spot spotOf(Node node) {
    return node.getStartMark().map(YamlTree::at).orElse(Spot.START);
  }

  private static Spot at(Mark mark) {
    return new Spot(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
