"""Captured pages for tests: invented publishers, invented events."""

MAIN = """\
Harbour council eyes floating market, officials say
The harbour council of Port Merrow is weighing a plan to move its fish market onto barges, three officials said.
The barges would be moored beside the old customs house, said one of them, opens new tab. A vote is due in May.
"We have no more room on the quay," the harbour master said on Monday. "The water is all we have left."
""".splitlines()
FIRST_CARD = """\
Coastal Courier
20 minutes ago
- Coastal Courier
Ferry strike enters third day as talks resume
PORT MERROW, Aug 8 (Tidewire) - Ferry crews stayed ashore for a third day on Friday as their union met the operators, both sides said. The strike has cut off two islands. Shops there said that fresh milk would run out by Sunday. The operators offered a rise of four percent, which the union called an insult.
""".splitlines()
LAST_CARD = """\
The Merrow Gazette
2 hours ago
- Business
- The Merrow Gazette
Shipyard wins order for two icebreakers
The shipyard at Port Merrow will build two icebreakers for the northern provinces, its chairman told staff. Work is to begin in spring and to keep six hundred people busy, although the contract still
""".splitlines()
FURNITURE = """\
Hashtags
#PortMerrow
Try Our AI Features
Explore what Daily8 AI can do for you:
Comments
No comments yet...
Related Articles

""".splitlines()
ENGLISH = "\n".join(["", *MAIN, *FURNITURE, *FIRST_CARD, "", *LAST_CARD])
ARABIC = """\
مجلس الميناء يدرس نقل سوق السمك إلى الماء
صحيفة الساحل
منذ 3 ساعات
قال ثلاثة مسؤولين إن مجلس الميناء يدرس خطة لنقل سوق السمك إلى عوامات قرب مبنى الجمارك القديم، لأن الرصيف لم يعد يتسع للباعة.
وأضاف أحدهم أن التصويت على الخطة سيجري في شهر مايو المقبل، وأن الصيادين يطالبون بتعويضات عن الأيام التي سيغلق فيها السوق أبوابه.
هاشتاغز
#ميناء_مرو
جرب ميزات الذكاء الاصطناعي لدينا
اكتشف ما يمكن أن يفعله Daily8 AI من أجلك:
التعليقات
لا يوجد تعليقات بعد...
أخبار ذات صلة
بريد الخليج
منذ ساعتين
- اقتصاد
- بريد الخليج
حوض السفن يفوز بعقد لبناء كاسحتي جليد
أعلن رئيس حوض السفن أن الشركة ستبني كاسحتي جليد للأقاليم الشمالية. ويبدأ العمل في الربيع ويوفر ست مئة فرصة عمل.
"""
NEWS_PAGE = """\
Lighthouse keeper retires after 41 years | Coastal Courier
Home
News
Sport
Weather
Subscribe now
Sign in
Lighthouse keeper retires after 41 years
By Anna Berg and Tom Reed
Published 8 August 2025 at 09:30
The last keeper of the Skerry lighthouse handed over his keys on Thursday, ending a service of forty-one years.
Advertisement
Eirik Moen, 66, had lit the lamp by hand until 1999, when a machine took over that part of his work.
A quiet farewell
"I shall miss the storms more than the calm days," he said as neighbours gathered on the pier to see him off.
The coast guard will look after the building, which the county wants to open to visitors in the coming summer.
Related stories
Ferry strike enters third day
Shipyard wins order for two icebreakers
About us
Contact
© 2025 Coastal Courier
"""
