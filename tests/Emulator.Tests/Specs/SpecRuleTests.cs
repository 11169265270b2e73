using FluentAssertions;
using JumpCloud.Emulator;
using JumpCloud.Tests.Specs;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>What the watch over the vendors' specs finds, by a small spec.</summary>
public sealed class SpecRuleTests
{
    private const string Spec =
        """
        {"swagger": "2.0", "info": {"title": "Shelf", "version": "1"}, "basePath": "/api", "consumes": ["application/json"], "produces": ["application/json"],
         "securityDefinitions": {"key": {"type": "apiKey", "in": "header", "name": "x-api-key"}},
         "paths": {
           "/books": {
             "get": {"parameters": [{"name": "limit", "in": "query", "type": "integer", "required": true}, {"name": "kind", "in": "query", "type": "string", "enum": ["a", "b"]}],
                     "responses": {"200": {"description": "", "schema": {"type": "array", "items": {"$ref": "#/definitions/Book"}}}}},
             "post": {"parameters": [{"name": "body", "in": "body", "required": true, "schema": {"$ref": "#/definitions/NewBook"}}],
                      "responses": {"201": {"description": "", "schema": {"$ref": "#/definitions/Book"}}, "400": {"description": "", "schema": {"$ref": "#/definitions/Error"}}}}},
           "/books/{id}": {"delete": {"parameters": [{"name": "id", "in": "path", "type": "integer", "required": true}], "responses": {"204": {"description": ""}}}},
           "/books/all": {"delete": {"responses": {"204": {"description": ""}}}},
           "/shelves": {}},
         "definitions": {
           "Book": {"type": "object", "required": ["title"], "properties": {"title": {"type": "string"}, "pages": {"type": "integer"}}},
           "NewBook": {"allOf": [{"$ref": "#/definitions/Book"}, {"properties": {"tags": {"type": "object"}, "authors": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}}}}}}]},
           "Error": {"type": "object", "properties": {"message": {"type": "string"}}}}}
        """;

    [Theory]
    [InlineData("GET", "/api/books", "?limit=10&kind=a", "")]
    [InlineData("GET", "/api/books", "?limit=ten", "GET /api/books: request query limit #/: IntegerExpected")]
    [InlineData("GET", "/api/books", "?limit=1&kind=c", "GET /api/books: request query kind #/: NotInEnumeration")]
    [InlineData("GET", "/api/books", "?limit=1&filter[0]=x", "GET /api/books: request query filter[]: is not specified")]
    [InlineData("GET", "/api/books", "", "GET /api/books: request query limit: is required")]
    [InlineData("DELETE", "/api/books/7", "", "")]
    [InlineData("DELETE", "/api/books/all", "", "")]
    [InlineData("DELETE", "/api/books/seven", "", "DELETE /api/books/{}: request path id #/: IntegerExpected")]
    public async Task Parameters_are_known_and_of_their_types(string method, string path, string query, string violation) =>
        (await CheckAsync(Request(method, path, query))).Should().Equal(Lines(violation));

    [Theory]
    [InlineData("""{"title": "Emma", "pages": 474, "tags": {"any": 1}, "authors": [{"name": "Austen"}]}""", "")]
    [InlineData("""{"pages": 474}""", "POST /api/books: request #/title: PropertyRequired")]
    [InlineData("""{"title": 1}""", "POST /api/books: request #/title: StringExpected")]
    [InlineData("""{"title": "Emma", "page": 1}""", "POST /api/books: request #/page: is not specified")]
    [InlineData("""{"title": "Emma", "authors": [{}, {"born": 1775}]}""", "POST /api/books: request #/authors[].born: is not specified")]
    [InlineData("", "POST /api/books: request body: is required")]
    public async Task A_body_is_of_its_schema_and_has_nothing_that_the_schema_does_not_name(string body, string violation) =>
        (await CheckAsync(Request("POST", "/api/books", "", body))).Should().Equal(Lines(violation));

    [Fact]
    public async Task Headers_of_the_services_own_are_known()
    {
        var request = Request("DELETE", "/api/books/7", "", "", ("x-api-key", "k"), ("x-org-id", "o"), ("Accept", "*/*"));

        (await CheckAsync(request)).Should().Equal("DELETE /api/books/{}: request header x-org-id: is not specified");
    }

    [Fact]
    public async Task A_body_has_a_content_type_that_is_specified()
    {
        var request = Request("POST", "/api/books", "", "title=Emma", ("Content-Type", "application/x-www-form-urlencoded"));

        (await CheckAsync(request)).Should().Equal(
            "POST /api/books: request content type: application/x-www-form-urlencoded is not specified");
    }

    [Theory]
    [InlineData("POST", 201, """{"title": "Emma", "shelf": 7}""", "")]
    [InlineData("POST", 201, """{"pages": 1}""", "POST /api/books: answer 201 #/title: PropertyRequired")]
    [InlineData("POST", 201, "", "POST /api/books: answer 201: has no body")]
    [InlineData("POST", 200, """{"title": "Emma"}""", "POST /api/books: answer 200: is not specified")]
    [InlineData("POST", 400, """{"message": 1}""", "POST /api/books: answer 400 #/message: StringExpected")]
    [InlineData("GET", 200, """[{"title": "Emma", "pages": "many"}]""", "GET /api/books: answer 200 #/[].pages: IntegerExpected")]
    public async Task An_answer_is_specified_and_of_its_schema(string method, int status, string answer, string violation)
    {
        var request = Request(method, "/api/books", "");
        var operation = (await LoadAsync()).Find(Face.Console, method, "/api/books")!;

        AnswerRules.Covers(operation, status).Should().BeTrue();
        AnswerRules.Check(operation, new Exchange(request, status, "application/json; charset=utf-8", answer))
            .Select(found => found.ToString()).Should().Equal(Lines(violation));
    }

    [Fact]
    public async Task An_error_that_is_not_specified_is_left_alone() =>
        AnswerRules.Covers((await LoadAsync()).Find(Face.Console, "GET", "/api/books")!, 404).Should().BeFalse();

    [Fact]
    public async Task A_path_without_methods_is_published_but_nothing_that_can_be_called()
    {
        var specs = await LoadAsync();

        specs.HasPath(Face.Console, "/api/shelves").Should().BeTrue();
        specs.Find(Face.Console, "GET", "/api/shelves").Should().BeNull();
        specs.Find(Face.Pulumi, "GET", "/api/books").Should().BeNull("another host's");
    }

    [Fact]
    public void An_exception_covers_what_it_names_and_no_more()
    {
        var exception = new SpecException("GET /api/books*", "answer 200 #/*color", "NotInEnumeration", "why", "source");

        exception.Covers(new Violation("GET /api/books/{}", "answer 200 #/cover.color", "NotInEnumeration")).Should().BeTrue();
        exception.Covers(new Violation("PUT /api/books/{}", "answer 200 #/cover.color", "NotInEnumeration")).Should().BeFalse();
        exception.Covers(new Violation("GET /api/books/{}", "answer 200 #/cover.colour", "NotInEnumeration")).Should().BeFalse();
        exception.Covers(new Violation("GET /api/books/{}", "answer 200 #/cover.color", "StringExpected")).Should().BeFalse();
    }

    private static string[] Lines(string violation) => violation.Length == 0 ? [] : [violation];

    private static async Task<IEnumerable<string>> CheckAsync(RecordedRequest request)
    {
        var operation = (await LoadAsync()).Find(Face.Console, request.Method, request.Path)!;
        return RequestRules.Check(operation, request).Select(violation => violation.ToString());
    }

    private static async Task<VendorSpecs> LoadAsync()
    {
        var specs = new VendorSpecs();
        await specs.AddAsync(Face.Console, Spec);
        return specs;
    }

    private static RecordedRequest Request(string method, string path, string query, string body = "", params (string Name, string Value)[] headers) => new()
    {
        Sequence = 1, Face = Face.Console, Method = method, Path = path, Query = query, Body = body,
        Headers = headers.Prepend(("Content-Type", "application/json")).GroupBy(header => header.Item1)
            .ToDictionary(header => header.Key, header => header.Last().Item2, StringComparer.OrdinalIgnoreCase),
    };
}
