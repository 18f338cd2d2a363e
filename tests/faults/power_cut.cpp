// SPDX-License-Identifier: EUPL-1.2
// power_cut [IMAGES=25] [SEED]: eight writers work in a vault under disk_shim; the disk is rebuilt
// as a power cut at a random moment may have left it, IMAGES times, and held to what was
// acknowledged. A fifth of the images is opened under the shim and cut again. Last, syncs of the
// WAL are forgotten (worse than synchronous=NORMAL), then those of the database: both must be found
// out, or this test proves nothing. Ends with "N passed, N failed".
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

#include "tests/faults/disk.h"
#include "tests/faults/work.h"

namespace fs = std::filesystem;
using namespace lika::tests;
using disk::Image, disk::Kind, disk::Operation, disk::Random;

namespace {

constexpr int images_a_recording = 125, rounds = 12, control_images = 25;
constexpr std::chrono::milliseconds longest_start{5000};

int passed = 0, failed = 0;

void tally(bool holds, const std::string& what) {
    ++(holds ? passed : failed);
    if (!holds) std::cout << "FAILED " << what << std::endl;
}

/// A folder of this run, in memory: what the disk keeps is decided by the shim's log alone.
struct Place {
    fs::path top;
    Place() {
        std::string name = (fs::is_directory("/dev/shm") ? "/dev/shm" : "/tmp") +
                           std::string{"/lika-power-XXXXXX"};
        top = mkdtemp(name.data());
    }
    ~Place() { fs::remove_all(top); }
    fs::path fresh(const char* name) const {
        fs::remove_all(top / name);
        fs::create_directory(top / name);
        return top / name;
    }
};

fs::path beside_this(const char* name) {
    return fs::read_symlink("/proc/self/exe").parent_path() / name;
}

/// What one session of writers, or another work, did to a folder, and what was in it before.
struct Recording {
    Image before, after;
    std::vector<Operation> operations;
    int status = -1;
};

/// What fault_work does to a folder: its first word, and those after the folder.
using Words = std::vector<std::string>;

Words writing(int session, int turns) {
    return {"write", std::to_string(session), std::to_string(turns)};
}

[[noreturn]] void become_worker(const fs::path& folder, const fs::path& log, Words words, const char* forgets) {
    setenv("LD_PRELOAD", beside_this("libdisk_shim.so").c_str(), 1);
    setenv("LIKA_DISK_FOLDER", folder.c_str(), 1);
    setenv("LIKA_DISK_LOG", log.c_str(), 1);
    setenv("LIKA_DISK_FORGETS", forgets, 1);
    dup2(open("/dev/null", O_WRONLY), STDOUT_FILENO);
    const auto program = beside_this("fault_work");
    words.insert(words.begin() + 1, folder);
    words.insert(words.begin(), program);
    std::vector<char*> pointers;
    for (auto& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    execv(program.c_str(), pointers.data());
    _exit(97);
}

Recording record(const Place& place, const fs::path& folder, const Words& words, const char* forgets = "") {
    Recording made;
    made.before = disk::image_of(folder);
    const auto log = place.top / "log";
    const auto child = fork();
    if (child == 0) become_worker(folder, log, words, forgets);
    waitpid(child, &made.status, 0);
    made.after = disk::image_of(folder);
    made.operations = disk::read_log(log);
    return made;
}

/// What the disk and the acknowledgements are after so many operations.
class Replay {
public:
    Replay(const Recording& recording, const work::Acknowledged& earlier)
        : operations_(recording.operations), disk_(recording.before), acknowledged(earlier) {}
    void to(std::size_t operation) {
        for (; done_ < operation; ++done_) {
            if (operations_[done_].kind == Kind::said)
                acknowledged.read(operations_[done_].bytes);
            else
                disk_.apply(operations_[done_]);
        }
    }
    const disk::Disk& disk() const { return disk_; }

private:
    const std::vector<Operation>& operations_;
    disk::Disk disk_;
    std::size_t done_ = 0;

public:
    work::Acknowledged acknowledged;
};

/// A recording is worth something if all of it gives what the folder really holds.
bool is_faithful(const Recording& recording) {
    Replay replay{recording, {}};
    replay.to(recording.operations.size());
    return recording.status == 0 && replay.disk().whole() == recording.after;
}

std::vector<std::size_t> moments(const Recording& recording, int count, Random& random) {
    std::vector<std::size_t> all;
    for (int i = 0; i < count; ++i) all.push_back(random() % (recording.operations.size() + 1));
    std::sort(all.begin(), all.end());
    return all;
}

struct Figures {
    int images = 0, again = 0, lost = 0;
    std::size_t acknowledged = 0;
    std::chrono::milliseconds slowest{0};
};

std::size_t steps_of(const work::Acknowledged& acknowledged) {
    std::size_t all = 0;
    for (const auto& [writer, steps] : acknowledged.steps) all += static_cast<std::size_t>(steps);
    return all;
}

/// Judges one image; gives whether all is well.
bool judge(const Place& place, const Image& image, const work::Acknowledged& acknowledged,
           Figures& figures, std::string& what) {
    const auto folder = place.fresh("image");
    disk::lay_out(image, folder);
    const auto checked = work::check(folder, acknowledged);
    figures.slowest = std::max(figures.slowest, checked.start);
    figures.acknowledged += steps_of(acknowledged);
    figures.lost += checked.is_lost ? 1 : 0;
    for (const auto& fault : checked.faults) what += "; " + fault;
    return checked.faults.empty() && checked.start < longest_start;
}

/// Opens the image under the shim, works a little, and cuts that too.
void cut_again(const Place& place, const Image& image, const work::Acknowledged& acknowledged,
               Random& random, Figures& figures) {
    const auto folder = place.fresh("again");
    disk::lay_out(image, folder);
    const auto second = record(place, folder, writing(2, 1));
    Replay replay{second, acknowledged};
    replay.to(random() % (second.operations.size() + 1));
    std::string what = "cut again";
    const bool well = second.status == 0 &&
                      judge(place, replay.disk().cut(random), replay.acknowledged, figures, what);
    tally(well, what);
    ++figures.again;
}

void cut_many(const Place& place, const Recording& recording, int count, Random& random,
              Figures& figures) {
    Replay replay{recording, {}};
    for (const auto moment : moments(recording, count, random)) {
        replay.to(moment);
        const auto image = replay.disk().cut(random);
        std::string what = "cut at " + std::to_string(moment);
        tally(judge(place, image, replay.acknowledged, figures, what), what);
        if (++figures.images % 5 == 0)
            cut_again(place, image, replay.acknowledged, random, figures);
    }
}

/// A folder and work in it, by default to open and close it; cut at every moment of that, `times` each. Gives what the
/// folder is afterwards.
Image cut_everywhere(const Place& place, const std::string& name, const Image& start,
                     const work::Acknowledged& acknowledged, int times, Random& random,
                     const Words& words = writing(2, 0)) {
    const auto folder = place.fresh("city");
    disk::lay_out(start, folder);
    const auto recording = record(place, folder, words);
    tally(is_faithful(recording), "the recording is not what was done");
    Figures figures;
    Replay replay{recording, acknowledged};
    for (std::size_t moment = 0; moment <= recording.operations.size(); ++moment) {
        replay.to(moment);
        std::string what = name + " cut at " + std::to_string(moment);
        bool well = true;
        for (int i = 0; i < times; ++i)
            well =
                judge(place, replay.disk().cut(random), replay.acknowledged, figures, what) && well;
        tally(well, what);
    }
    std::cout << name << ": " << recording.operations.size() + 1 << " moments, " << times
              << " images each" << std::endl;
    return recording.after;
}

/// A vault of the first schema with what eight writers did to it.
void cut_the_migration(const Place& place, int times, Random& random) {
    const fs::path old = TEST_DATA "/vault-1";
    work::Acknowledged acknowledged;
    std::ifstream stream{old / "done"};
    acknowledged.read(std::string{std::istreambuf_iterator<char>{stream}, {}});
    auto start = disk::image_of(old);
    start.erase("done");
    cut_everywhere(place, "an old vault brought up to date", start, acknowledged, times, random);
}

/// A vault of eight writers: a new data key, and other locks of the keys.
void cut_the_keys(const Place& place, int times, Random& random) {
    const auto made = record(place, place.fresh("city"), writing(1, 1));
    Replay replay{made, {}};
    replay.to(made.operations.size());
    const auto done = replay.acknowledged;
    cut_everywhere(place, "a new data key", made.after, done, times, random, {"rotate"});
    const auto locked = cut_everywhere(place, "a passphrase for a key file", made.after, done, times, random, {"lock", "1"});
    cut_everywhere(place, "another passphrase", locked, done, times, random, {"lock", "2"});
    cut_everywhere(place, "a key file for a passphrase", locked, done, times, random, {"lock", "0"});
}

/// The same with the syncs of the files so named forgotten.
void control(const Place& place, Random& random, const char* forgets) {
    const auto recording = record(place, place.fresh("city"), writing(1, rounds), forgets);
    Figures figures;
    Replay replay{recording, {}};
    int found_out = 0;
    for (const auto moment : moments(recording, control_images, random)) {
        replay.to(moment);
        std::string what;
        if (!judge(place, replay.disk().cut(random), replay.acknowledged, figures, what))
            ++found_out;
    }
    std::cout << "control: with syncs of *" << forgets << " forgotten " << found_out << " of "
              << control_images << " images are bad, " << figures.lost
              << " miss acknowledged work\n";
    tally(found_out > 0, std::string{"control: a disk that forgets was not found out: "} + forgets);
}

}  // namespace

int main(int count, char** values) {
    const int images = count > 1 ? std::atoi(values[1]) : 25;
    const auto seed = count > 2 ? std::strtoull(values[2], nullptr, 10) : std::random_device{}();
    std::cout << "seed " << seed << std::endl;
    Random random{seed};
    const Place place;
    Figures figures;
    while (figures.images < images) {
        const auto recording = record(place, place.fresh("city"), writing(1, rounds));
        tally(is_faithful(recording), "the recording is not what was done");
        cut_many(place, recording, std::min(images - figures.images, images_a_recording), random,
                 figures);
    }
    const int times = std::max(1, images / 25);
    cut_everywhere(place, "a vault that is made", {}, {}, times, random);
    cut_the_migration(place, times, random);
    cut_the_keys(place, times, random);
    for (const auto* forgets : {"-wal", ".db"}) control(place, random, forgets);
    std::cout << figures.images << " images and " << figures.again
              << " cut again: " << figures.acknowledged << " acknowledged steps looked for, "
              << figures.lost << " images miss some, slowest start " << figures.slowest.count()
              << " ms\n"
              << passed << " passed, " << failed << " failed\n";
    return failed == 0 && passed > images ? 0 : 1;
}
