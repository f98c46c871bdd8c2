package io.sluice.gateway.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Documents of strangers are read as others read them, who build a tree. */
class DocumentsFuzzTest {

  private static final int MEMBERS_DEPTH_MAX = 20;
  private static final int POINTER_DEPTH_MAX = 100;
  private static final int XML_DEPTH_MAX = 90;

  @FuzzTest
  void readsTheMembersThatAnotherReaderReads(byte[] data) {
    Optional<Map<String, JsonMembers.Member>> expected =
        PlainJson.read(data, MEMBERS_DEPTH_MAX)
            .filter(PlainJson.Value.Members.class::isInstance)
            .map(value -> members((PlainJson.Value.Members) value));
    switch (JsonMembers.parse(data)) {
      case Parsed.Good<JsonMembers>(JsonMembers members) ->
          // What the other does not take are numbers that are too long for it.
          assertThat(members.byName())
              .isEqualTo(expected.orElseGet(() -> hasLongNumber(data) ? members.byName() : null));
      case Parsed.Bad<JsonMembers>(String why) -> {
        assertThat(why).isNotBlank();
        assertThat(expected).isEmpty();
      }
    }
  }

  private static boolean hasLongNumber(byte[] data) {
    return new String(data, ISO_8859_1).matches("(?s).*[0-9.eE+-]{501}.*");
  }

  private static Map<String, JsonMembers.Member> members(PlainJson.Value.Members object) {
    Map<String, JsonMembers.Member> members = new HashMap<>();
    object
        .byName()
        .forEach((name, value) ->
            members.put(
                name,
                switch (value) {
                  case PlainJson.Value.Text(String text) -> new JsonMembers.Member.Text(text);
                  case PlainJson.Value.Numeric(String text) -> new JsonMembers.Member.Numeric(text);
                  case PlainJson.Value.Word _, PlainJson.Value.Items _, PlainJson.Value.Members _ ->
                      new JsonMembers.Member.Other();
                }));
    return members;
  }

  /** The first line of the input is the pointer; what follows it is the document. */
  @FuzzTest
  void findsByPointerWhatIsInTheTree(byte[] data) {
    RequestText.Parts parts = RequestText.parts(data);
    if (BodyPointer.parse(new String(parts.line(), UTF_8))
        instanceof Parsed.Good<BodyPointer>(BodyPointer pointer)) {
      assertThat(BodyPointer.parse(pointer.segments().isEmpty() ? "" : "/" + pointer.text()))
          .isEqualTo(new Parsed.Good<>(pointer));
      PlainJson.read(parts.rest(), POINTER_DEPTH_MAX)
          .ifPresent(tree -> {
            PlainJson.Value there = at(tree, pointer.segments());
            assertThat(pointer.find(parts.rest())).isEqualTo(scalar(there));
            assertThat(pointer.exists(parts.rest()))
                .isEqualTo(there != null && !there.equals(new PlainJson.Value.Word("null")));
          });
    }
  }

  private static PlainJson.@Nullable Value at(PlainJson.Value tree, List<String> segments) {
    PlainJson.Value at = tree;
    for (String segment : segments) {
      if (at instanceof PlainJson.Value.Members(Map<String, PlainJson.Value> byName)) {
        at = byName.get(segment);
      } else if (at instanceof PlainJson.Value.Items(List<PlainJson.Value> all)) {
        String index = segment.equals("*") ? "0" : segment;
        at = index.matches("0|[1-9][0-9]{0,5}") ? element(all, Integer.parseInt(index)) : null;
      } else {
        at = null;
      }
    }
    return at;
  }

  private static PlainJson.@Nullable Value element(List<PlainJson.Value> all, int index) {
    return index < all.size() ? all.get(index) : null;
  }

  private static @Nullable String scalar(PlainJson.@Nullable Value value) {
    return switch (value) {
      case PlainJson.Value.Text(String text) -> text;
      case PlainJson.Value.Numeric(String text) -> text;
      case PlainJson.Value.Word(String text) -> text.equals("null") ? null : text;
      case PlainJson.Value.Items _, PlainJson.Value.Members _ -> null;
      case null -> null;
    };
  }

  /** The first line of the input is the path; what follows it is the document. */
  @FuzzTest
  void findsByPathTheElementThatIsInTheTree(byte[] data) {
    RequestText.Parts parts = RequestText.parts(data);
    if (XmlPath.parse(new String(parts.line(), UTF_8))
        instanceof Parsed.Good<XmlPath>(XmlPath path)) {
      tree(parts.rest())
          .filter(tree -> depth(tree) < XML_DEPTH_MAX)
          .ifPresent(tree ->
              assertThat(path.find(parts.rest()))
                  .isEqualTo(
                      elements(tree, path.names()).findFirst().map(this::text).orElse(null)));
    }
  }

  private static Optional<Document> tree(byte[] xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      // Both readers guess other encodings from the first bytes; ours takes nothing but UTF-8.
      return new String(xml, UTF_8).contains("\uFFFD")
          ? Optional.empty()
          : Optional.of(builder.parse(new ByteArrayInputStream(xml)));
    } catch (SAXException | IOException e) {
      return Optional.empty();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<Node> elements(Node parent, List<String> names) {
    Stream<Node> children =
        children(parent)
            .filter(child ->
                child.getNodeType() == Node.ELEMENT_NODE
                    && child.getLocalName().equals(names.getFirst()));
    return names.size() == 1
        ? children
        : children.flatMap(child -> elements(child, names.subList(1, names.size())));
  }

  private @Nullable String text(Node element) {
    return children(element).anyMatch(child -> child.getNodeType() == Node.ELEMENT_NODE)
        ? null
        : element.getTextContent();
  }

  private static int depth(Node node) {
    return 1 + children(node).mapToInt(DocumentsFuzzTest::depth).max().orElse(0);
  }

  private static Stream<Node> children(Node node) {
    return IntStream.range(0, node.getChildNodes().getLength())
        .mapToObj(node.getChildNodes()::item);
  }

  /** The first line of the input is the boundary; what follows it is the content of a part. */
  @FuzzTest
  void givesAPartOfAFormBackAsItWas(byte[] data) {
    RequestText.Parts parts = RequestText.parts(data);
    String boundary = new String(parts.line(), ISO_8859_1);
    String content = new String(parts.rest(), ISO_8859_1);
    if (boundary.matches("[0-9A-Za-z'()+_,./:=?-]{1,70}")
        && !("\r\n" + content).contains("\r\n--" + boundary)) {
      HeaderLines headers =
          HeaderLines.of("Content-Type", "multipart/form-data; boundary=\"" + boundary + "\"");
      byte[] body = form(boundary, parts.rest());

      assertThat(MultipartForm.find(headers, body, "wanted")).isEqualTo(parts.rest());
      assertThat(MultipartForm.find(headers, body, "none")).isNull();
    }
  }

  private static byte[] form(String boundary, byte[] content) {
    String start = "\r\nContent-Disposition: form-data; name=\"";
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(("--" + boundary + start + "other\"\r\n\r\n").getBytes(ISO_8859_1));
    body.writeBytes(content);
    body.writeBytes(
        ("\r\n--" + boundary + start + "wanted\"\r\nContent-Type: text/plain\r\n\r\n")
            .getBytes(ISO_8859_1));
    body.writeBytes(content);
    body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(ISO_8859_1));
    return body.toByteArray();
  }
}
