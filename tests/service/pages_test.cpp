// SPDX-License-Identifier: EUPL-1.2
#include "service/detail/pages.h"

#include <catch2/catch.hpp>

#include "tests/support/command.h"

using namespace lika::service;
using lika::tests::TestFolder;

namespace {

/// A page, a script with its packed twin, and a key that lies beside the folder.
struct Site {
    Site() {
        std::filesystem::create_directories(folder.path() / "pages" / "assets");
        folder.write("pages/index.html", "<!doctype html>");
        folder.write("pages/assets/app-1a2b.js", "script");
        folder.write("pages/assets/app-1a2b.js.gz", "packed");
        std::filesystem::create_symlink(folder.write("vault.key", "secret"), folder.path() / "pages" / "link.txt");
        pages = Pages::load(folder.path() / "pages");
    }
    Reply get(const std::string& path, const std::string& encodings = "", const std::string& method = "GET") const {
        Request request;
        request.method = method;
        request.path = path;
        request.headers["accept-encoding"] = encodings;
        return pages.answer(request);
    }

    TestFolder folder;
    Pages pages;
};

std::string header(const Reply& reply, const std::string& name) {
    for (const auto& [key, value] : reply.headers)
        if (key == name) return value;
    return "";
}

}  // namespace

TEST_CASE("a path of the page's own is answered with the page", "[service][pages]") {
    const Site site;
    for (const char* path : {"/", "/index.html", "/cases", "/cases/abc/profile"}) {
        const auto reply = site.get(path);
        CHECK(reply.status == 200);
        CHECK(reply.body == "<!doctype html>");
        CHECK(reply.content_type == "text/html; charset=utf-8");
        CHECK(header(reply, "Cache-Control") == "no-cache");
    }
}

TEST_CASE("a script comes packed to whoever takes that, and may be kept", "[service][pages]") {
    const Site site;

    const auto packed = site.get("/assets/app-1a2b.js", "br, gzip");
    CHECK(packed.body == "packed");
    CHECK(header(packed, "Content-Encoding") == "gzip");
    CHECK(packed.content_type == "text/javascript; charset=utf-8");
    CHECK(header(packed, "Cache-Control") == "public, max-age=31536000, immutable");
    CHECK(header(packed, "Vary") == "Accept-Encoding");

    CHECK(site.get("/assets/app-1a2b.js").body == "script");
    CHECK(site.get("/assets/app-1a2b.js", "gzip;q=0").body == "script");
    CHECK(site.get("/assets/app-1a2b.js", "gzip;q=0.5").body == "packed");
}

TEST_CASE("what is no file of the pages is not there", "[service][pages]") {
    const Site site;
    for (const char* path : {"/missing.js", "/vault.key", "/../vault.key", "/link.txt", "/assets/app.js"})
        CHECK(site.get(path).status == 404);
    Request page;
    page.method = "GET";
    page.path = "/";
    CHECK(Pages::load("/nowhere").answer(page).status == 404);
}

TEST_CASE("pages are only read", "[service][pages]") {
    const Site site;
    const auto reply = site.get("/", "", "POST");
    CHECK(reply.status == 405);
    CHECK(header(reply, "Allow") == "GET, HEAD");
}
