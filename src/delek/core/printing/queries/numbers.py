"""The numbers to call that stand on posters and cards."""

from delek.core.places.models import Place
from delek.foundation.words import Words

from ..models import ServiceNumber

# Number, Tibetan (draft), Chinese, English, urgent. What a community begins with; each may change it for itself.
USUAL = (
    ("110", "ཉེན་རྟོག་པ།", "警察", "Police", True),
    ("119", "མེ་འགོག", "消防", "Fire", True),
    ("120", "འཕྲལ་སྐྱོབ།", "急救", "Ambulance", True),
    ("122", "འགྲིམ་འགྲུལ་དོན་རྐྱེན།", "交通事故", "Traffic accident", True),
    ("12345", "སྲིད་གཞུང་ཞབས་ཞུ།", "政务服务热线", "Government hotline", False),
    ("12348", "བཅའ་ཁྲིམས་རོགས་སྐྱོར།", "法律援助", "Legal aid", False),
    ("12393", "སྨན་བཅོས་འགན་སྲུང་།", "医疗保障", "Medical insurance", False),
    ("12333", "སྤྱི་ཚོགས་འགན་སྲུང་།", "人社服务", "Work and social security", False),
    ("95598", "གློག་མཁོ་འདོན།", "供电服务", "Electricity", False),
    ("12356", "སེམས་ཁམས་རོགས་སྐྱོར།", "心理援助", "Psychological help", False),
    ("12338", "བུད་མེད་ཁེ་དབང་།", "妇女维权", "Women", False),
    ("96110", "གཡོ་བསླུ་སྔོན་འགོག", "反诈劝阻", "Anti-fraud", False),
)


def numbers_of(community: Place) -> list[ServiceNumber]:
    """The community's own numbers in their order; the usual ones, not stored, while it has none of its own."""
    own = list(ServiceNumber.objects.filter(community=community).order_by("-urgent", "position", "pk"))
    return own or usual(community)


def usual(community: Place) -> list[ServiceNumber]:
    return [
        ServiceNumber(community=community, number=number, name=Words(bo=bo, zh=zh, en=en), urgent=urgent, position=n)
        for n, (number, bo, zh, en, urgent) in enumerate(USUAL)
    ]
